import {
  Archive,
  Bot,
  Building2,
  ChevronDown,
  ChevronsUp,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleHelp,
  Equal,
  Handshake,
  HeartHandshake,
  Hourglass,
  Lightbulb,
  type LucideIcon,
  Megaphone,
  MoonStar,
  OctagonAlert,
  RotateCcw,
  Stamp,
} from 'lucide-react'
import type { ComplaintDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { Chip, type Tone } from '../ui/chip'

type Look = { icon: LucideIcon; tone: Tone }

const statusLooks: Readonly<Record<ComplaintDto['status'], Look>> = {
  'with-bot': { icon: Bot, tone: 'quiet' },
  new: { icon: CircleDashed, tone: 'new' },
  'in-work': { icon: CircleDot, tone: 'work' },
  'waiting-customer': { icon: Hourglass, tone: 'wait' },
  'waiting-department': { icon: Building2, tone: 'department' },
  'waiting-approval': { icon: Stamp, tone: 'approval' },
  snoozed: { icon: MoonStar, tone: 'quiet' },
  resolved: { icon: CircleCheck, tone: 'good' },
  closed: { icon: Archive, tone: 'quiet' },
  returned: { icon: RotateCcw, tone: 'returned' },
}

const priorityLooks: Readonly<Record<ComplaintDto['priority'], Look>> = {
  critical: { icon: OctagonAlert, tone: 'breach' },
  high: { icon: ChevronsUp, tone: 'returned' },
  normal: { icon: Equal, tone: 'plain' },
  low: { icon: ChevronDown, tone: 'low' },
}

const kindLooks: Readonly<Record<ComplaintDto['kind'], Look>> = {
  complaint: { icon: Megaphone, tone: 'calm' },
  praise: { icon: HeartHandshake, tone: 'good' },
  question: { icon: CircleHelp, tone: 'new' },
  suggestion: { icon: Lightbulb, tone: 'department' },
  offer: { icon: Handshake, tone: 'quiet' },
}

export function StatusChip({ status }: { status: ComplaintDto['status'] }) {
  const { t } = useWords()
  return <Chip {...statusLooks[status]}>{t(`status.${status}`)}</Chip>
}

export function PriorityChip({ priority }: { priority: ComplaintDto['priority'] }) {
  const { t } = useWords()
  return <Chip {...priorityLooks[priority]}>{t(`priority.${priority}`)}</Chip>
}

export function KindChip({ kind }: { kind: ComplaintDto['kind'] }) {
  const { t } = useWords()
  return <Chip {...kindLooks[kind]}>{t(`kind.${kind}`)}</Chip>
}
