/** Something before the sign, a dotted name behind it; the server looks closer. */
export const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim())
