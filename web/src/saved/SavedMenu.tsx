import { Popover } from "@base-ui/react/popover";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Bookmark, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Schemas } from "~/api/schema";
import { type QueryRequest, requestIn } from "~/query/request";
import { Button, IconButton } from "~/ui/Button";
import { Moment } from "~/ui/Figures";
import menu from "~/ui/Menu.module.css";
import { Answered, Empty } from "~/ui/States";
import { forgetQuery, savedQuery } from "./queries";
import styles from "./Saved.module.css";

type Saved = Schemas["SavedQuery"];

/** Saved queries of both kinds: a statement opens in SQL, a structured query here. */
export function SavedMenu({ onQuery }: { onQuery: (request: QueryRequest) => string | null }) {
  const [open, setOpen] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const navigate = useNavigate();
  const saved = useQuery({ ...savedQuery, enabled: open });
  const queries = useQueryClient();
  const forgetting = useMutation({
    mutationFn: forgetQuery,
    onSuccess: () => queries.invalidateQueries({ queryKey: savedQuery.queryKey }),
  });
  const take = ({ kind, text }: Saved) => {
    if (kind === "sql") return void navigate({ to: "/sql", search: { sql: text } });
    const request = requestIn(text);
    const why = request === null ? "Its text is no structured query." : onQuery(request);
    setRefusal(why);
    if (why === null) setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button icon={Bookmark}>Saved</Button>} />
      <Popover.Portal>
        <Popover.Positioner className={menu.positioner} align="start" sideOffset={4}>
          <Popover.Popup className={menu.popup} aria-label="Saved queries">
            <Answered query={saved} what="the saved queries" lines={3}>
              {(all) =>
                all.length === 0 ? (
                  <Empty title="None is saved yet">
                    <p>Ask something, and save it under a name.</p>
                  </Empty>
                ) : (
                  <ul className={styles.list}>
                    {all.map((each) => (
                      <li key={each.id}>
                        <button type="button" title={each.text} onClick={() => take(each)}>
                          <b>{each.name}</b>{" "}
                          <span>
                            {each.kind === "sql" ? "SQL" : "query"} · <Moment at={each.created_at} />
                            {each.created_by && ` · ${each.created_by}`}
                          </span>
                        </button>
                        <IconButton
                          icon={Trash2}
                          label={`Forget ${each.name}`}
                          onClick={() => forgetting.mutate(each.id)}
                        />
                      </li>
                    ))}
                  </ul>
                )
              }
            </Answered>
            {(refusal ?? forgetting.error?.message) && (
              <p className={styles.wrong} role="alert">
                {refusal ?? forgetting.error?.message}
              </p>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
