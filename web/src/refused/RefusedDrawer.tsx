import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "~/ui/CopyButton";
import { Drawer } from "~/ui/Drawer";
import { Moment } from "~/ui/Figures";
import { Answered } from "~/ui/States";
import { mendingOf } from "./mending";
import { piecesOf, pointersWithin } from "./places";
import { refusedOneQuery } from "./queries";
import styles from "./RefusedDrawer.module.css";

/** One refusal: the reason, what to do about it, and the raw text with the place marked. */
export function RefusedDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const refused = useQuery(refusedOneQuery(id));
  return (
    <Drawer kind="Refused request" title={refused.data?.code ?? `${id}`} onClose={onClose}>
      <Answered query={refused} what="the request">
        {(data) => {
          const places = pointersWithin(data);
          const body = "body" in data && typeof data.body === "string" ? data.body : null;
          return (
            <div className={styles.parts}>
              <ul className={styles.reasons}>
                {(places.length > 0 ? places : [{ pointer: "", detail: data.detail }]).map(
                  ({ pointer, detail }) => (
                    <li key={`${pointer} ${detail}`}>
                      {pointer !== "" && <code>{pointer}</code>} {detail}
                    </li>
                  ),
                )}
              </ul>
              <div>
                <h3>How to mend it</h3>
                <p>{mendingOf(data.code)}</p>
              </div>
              <p className={styles.facts}>
                {data.method} {data.path} was answered {data.status} <Moment at={data.received_at} ago />
                {data.producer && (
                  <>
                    {" "}
                    · event {data.number} of producer <code>{data.producer}</code>
                  </>
                )}
              </p>
              <div className={styles.raw}>
                <h3>{body === null ? "Raw bytes, as base64" : "Raw text"}</h3>
                <CopyButton
                  text={body ?? ("body_base64" in data ? String(data.body_base64) : "")}
                  label="Copy the raw request"
                />
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
                <pre className={styles.body} tabIndex={0}>
                  {body === null
                    ? "body_base64" in data && String(data.body_base64)
                    : piecesOf(body, places).map((piece, at) =>
                        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other name
                        piece.marked ? <mark key={at}>{piece.text}</mark> : piece.text,
                      )}
                </pre>
              </div>
            </div>
          );
        }}
      </Answered>
    </Drawer>
  );
}
