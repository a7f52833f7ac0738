import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Wifi, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { desk } from '../api/desk'
import { faultWords } from '../api/fault-words'
import { queries } from '../api/queries'
import { changeLanguage, htmlLanguage, languages, ownNames } from '../i18n/i18n'
import { useWords } from '../i18n/use-words'
import { connectionStore } from '../live/live'
import { singleKeysStore, switchSingleKeys } from '../shortcuts/dispatch'
import { changeTheme, themeStore, themes } from '../theme/theme'
import { Avatar } from '../ui/avatar'
import { Menu, MenuChoice, MenuItem, MenuLine, MenuSwitch } from '../ui/menu'
import { toastFault } from '../ui/toasts'
import { useMe } from './me'
import { useStore } from './store'

/** Who I am here, in which language and light; changes apply at once. */
export function ProfileMenu({ side, children }: { side: 'top' | 'right'; children?: ReactNode }) {
  const { t, language } = useWords()
  const me = useMe()
  const theme = useStore(themeStore, (now) => now)
  const hasSingleKeys = useStore(singleKeysStore, (now) => now)
  const isOnline = useStore(connectionStore, (state) => state === 'open')
  const signOut = useSignOut()
  const duty = useDuty()
  const trigger = children ?? (
    <button
      type="button"
      aria-label={t('nav.profile')}
      className="mt-1 inline-flex size-10 items-center justify-center rounded-full hover:bg-hover"
    >
      <Avatar name={me.staff.name} />
    </button>
  )
  return (
    <Menu side={side} trigger={trigger}>
      <div className="px-2 py-1.5">
        <p className="font-medium">{me.staff.name}</p>
        <p className="text-meta text-text-3">{me.brand.name}</p>
        <p className="mt-1 flex items-center gap-1.5 text-meta text-text-3">
          {isOnline ? <Wifi aria-hidden className="size-3.5 text-good" /> : <WifiOff aria-hidden className="size-3.5 text-department" />}
          {t(isOnline ? 'live.on' : 'live.off')}
        </p>
      </div>
      <MenuLine />
      <MenuSwitch isOn={me.staff.isAvailable} onChange={(isAvailable) => duty.mutate(isAvailable)}>
        {t('profile.available')}
      </MenuSwitch>
      <MenuLine />
      <MenuChoice
        label={t('profile.language')}
        value={language}
        onChange={(chosen) => void changeLanguage(chosen)}
        options={languages.map((value) => ({ value, label: ownNames[value], lang: htmlLanguage[value] }))}
      />
      <MenuLine />
      <MenuChoice
        label={t('profile.theme')}
        value={theme}
        onChange={changeTheme}
        options={themes.map((value) => ({ value, label: t(`profile.${value}`) }))}
      />
      <MenuLine />
      <MenuSwitch isOn={hasSingleKeys} onChange={switchSingleKeys}>
        {t('profile.keys')}
      </MenuSwitch>
      <MenuLine />
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={() => signOut.mutate()}>
        {t('profile.signOut')}
      </MenuItem>
    </Menu>
  )
}

/** Whether complaints may be given to this person now; shown at once, taken back when the server refuses. */
function useDuty() {
  const { t } = useWords()
  const client = useQueryClient()
  const me = useMe()
  const show = (isAvailable: boolean): void =>
    void client.setQueryData(queries.me.queryKey, (known) => known && { ...known, staff: { ...known.staff, isAvailable } })
  return useMutation({
    mutationFn: (isAvailable: boolean) => desk.changeStaff(me.staff.id, { isAvailable }),
    onMutate: show,
    onSuccess: () => client.invalidateQueries({ queryKey: queries.staff.queryKey }),
    onError: (fault, isAvailable) => {
      show(!isAvailable)
      toastFault(t('fault.undone', { message: faultWords(fault).message }), faultWords(fault).fix)
    },
  })
}

function useSignOut() {
  const { t } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: desk.signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      client.clear()
    },
    onError: (fault) => toastFault(t('fault.notDone', { message: faultWords(fault).message }), faultWords(fault).fix),
  })
}
