/** Runs in the page: texts whose WCAG contrast to the surface behind them, or to an ornament on it, is below 4.5. */
export function poorContrasts(): string[] {
  const channels = (color: string) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = (color: string) => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string) => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const poor: string[] = [];
  const walker = document.createTreeWalker(document.querySelector('#stage') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || element.closest('[aria-hidden]')) continue;
    let surface: Element | null = element;
    while (surface && channels(getComputedStyle(surface).backgroundColor)[3] === 0) surface = surface.parentElement;
    const { color } = getComputedStyle(element);
    const ornament = document.querySelector('[aria-hidden]');
    const behind = [surface, ornament].filter((each) => each !== null);
    for (const each of behind) {
      const style = getComputedStyle(each);
      const ratio = contrast(color, each === ornament ? style.color : style.backgroundColor);
      if (ratio < 4.5) poor.push(`${node.textContent}: ${ratio.toFixed(2)}`);
    }
  }
  return poor;
}
