import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { answer, api } from "~/api/client";
import type { Execution } from "~/api/schema";
import { executionQuery } from "~/execution/queries";
import { Button, IconButton } from "~/ui/Button";
import { Drawer } from "~/ui/Drawer";
import { Failure } from "~/ui/States";
import { Changes } from "./Changes";
import { changeBetween, type Draft, draftOf } from "./change";
import styles from "./EditDrawer.module.css";

const BY = "cnnprov.by";

/** What a person writes about an execution. What a capture library reported is kept beside it. */
export function EditDrawer({ execution, onClose }: { execution: Execution; onClose: () => void }) {
  const [before] = useState(() => draftOf(execution));
  const [draft, setDraft] = useState<Draft>(before);
  const [by, setBy] = useState(() => localStorage.getItem(BY) ?? "");
  const queries = useQueryClient();
  const change = changeBetween(before, draft);
  const saving = useMutation({
    mutationFn: async () => {
      const body = { ...change, ...(by.trim() !== "" && { by: by.trim() }) };
      return answer(api.PATCH("/api/v1/executions/{id}", { params: { path: { id: execution.id } }, body }));
    },
    onSuccess: (changed) => {
      localStorage.setItem(BY, by.trim());
      queries.setQueryData(executionQuery(execution.id).queryKey, changed);
      onClose();
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (change === null) onClose();
    else saving.mutate();
  };
  const setTag = (at: number, part: Partial<Draft["tags"][number]>) =>
    setDraft({ ...draft, tags: draft.tags.map((tag, each) => (each === at ? { ...tag, ...part } : tag)) });
  return (
    <Drawer kind="Execution" title="Name, note and tags" onClose={onClose}>
      <form className={styles.form} onSubmit={save}>
        <label>
          Name
          <input
            value={draft.name}
            maxLength={1000}
            placeholder={execution.tag}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        </label>
        <label>
          Note
          <textarea
            rows={5}
            value={draft.note}
            onChange={(event) => setDraft({ ...draft, note: event.target.value })}
          />
        </label>
        <fieldset>
          <legend>Tags</legend>
          {draft.tags.map(({ key, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tag may have no name yet
            <div key={at} className={styles.tag}>
              <input
                aria-label={`Name of tag ${at + 1}`}
                placeholder="name"
                maxLength={1000}
                value={key}
                onChange={(event) => setTag(at, { key: event.target.value })}
              />
              <input
                aria-label={`Value of tag ${at + 1}`}
                placeholder="value"
                maxLength={1000}
                value={value}
                onChange={(event) => setTag(at, { value: event.target.value })}
              />
              <IconButton
                icon={X}
                label={`Remove tag ${at + 1}`}
                onClick={() => setDraft({ ...draft, tags: draft.tags.filter((_, each) => each !== at) })}
              />
            </div>
          ))}
          <Button
            icon={Plus}
            look="quiet"
            onClick={() => setDraft({ ...draft, tags: [...draft.tags, { key: "", value: "" }] })}
          >
            Add a tag
          </Button>
        </fieldset>
        <label>
          Your name, for the record (kept in this browser)
          <input value={by} maxLength={1000} onChange={(event) => setBy(event.target.value)} />
        </label>
        <div className={styles.actions}>
          <Button type="submit" look="primary" disabled={change === null || saving.isPending}>
            Save
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
        {saving.error && <Failure error={saving.error} />}
      </form>
      <Changes changes={execution.changes} />
    </Drawer>
  );
}
