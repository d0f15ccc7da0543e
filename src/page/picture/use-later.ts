import { useEffect, useState } from 'preact/hooks';

/** The value, one paint later: what takes its time to draw does not hold up what does not. */
export function useLater<Value>(value: Value): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(() => value), AFTER_PAINT);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

const AFTER_PAINT = 60;
