import type { Tool } from './editing.ts';

const TOOLS: Readonly<Record<Tool, string>> = { focus: 'Focus', hide: 'Hide' };
const HINTS: Readonly<Record<Tool, string>> = {
  focus: 'Click or drag: the focal point',
  hide: 'Click a head, or drag a box over one that was missed',
};
const ZOOMS = [1, 2, 4] as const;

interface StageToolsProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
}

/** What a mouse or a finger does in the photo, and how large the photo is. */
export function StageTools({ tool, onTool, zoom, onZoom }: StageToolsProps) {
  return (
    <div className="stage-tools">
      <fieldset className="segments">
        <legend className="hidden">In the photo</legend>
        {(Object.keys(TOOLS) as Tool[]).map((name) => (
          <label key={name}>
            <input type="radio" name="photo-tool" checked={tool === name} onChange={() => onTool(name)} />
            <span>{TOOLS[name]}</span>
          </label>
        ))}
      </fieldset>
      <p className="photo-hint">{HINTS[tool]}</p>
      <label className="stage-zoom">
        <span>Size</span>
        <select value={zoom} onChange={({ target }) => onZoom(Number(target.value))}>
          {ZOOMS.map((times) => (
            <option key={times} value={times}>
              {times === 1 ? 'all of it' : `${times} times`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
