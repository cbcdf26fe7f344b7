import type { SQLNamespace } from "@codemirror/lang-sql";
import { setDiagnostics } from "@codemirror/lint";
import { Compartment } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { editorState, sqlLanguage } from "./editor";
import type { Place } from "./places";
import styles from "./SqlView.module.css";

interface SqlEditorProps {
  text: string;
  onText: (text: string) => void;
  onRun: () => void;
  schema: SQLNamespace;
  wrong: readonly Place[];
  message: string;
}

/**
 * CodeMirror in a shadow root: there it takes constructed style sheets, which the content security policy allows, instead of
 * a style element, which it refuses.
 */
export function SqlEditor({ text, onText, onRun, schema, wrong, message }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const latest = useRef({ text, onText, onRun });
  latest.current = { text, onText, onRun };

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const state = editorState(latest.current.text, language.current, {
      run: () => latest.current.onRun(),
      // At once: a key pressed before React got round to it would find the text of before, and run it or put it back.
      text: (next) => {
        if (next !== latest.current.text) flushSync(() => latest.current.onText(next));
      },
    });
    const made = new EditorView({ state, parent: root, root });
    editor.current = made;
    // From outside a key seems to come from the host, where nobody types: the page would take letters for its shortcuts.
    const keep = (event: KeyboardEvent) => event.stopPropagation();
    element.addEventListener("keydown", keep);
    made.focus();
    return () => {
      element.removeEventListener("keydown", keep);
      made.destroy();
      editor.current = null;
    };
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (view === null || view.state.doc.toString() === text) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
    });
    view.focus();
  }, [text]);

  useEffect(() => {
    editor.current?.dispatch({ effects: language.current.reconfigure(sqlLanguage(schema)) });
  }, [schema]);

  useEffect(() => {
    const view = editor.current;
    if (view === null) return;
    const end = view.state.doc.length;
    const marks = wrong
      .filter(({ to }) => to <= end)
      .map((each) => ({ ...each, severity: "error" as const, message }));
    view.dispatch(setDiagnostics(view.state, marks));
  }, [wrong, message]);

  return <div ref={place} className={styles.editor} />;
}
