import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Schemas } from "~/api/schema";
import { Button } from "~/ui/Button";
import { savedQuery, saveQuery } from "./queries";
import styles from "./Saved.module.css";

/** Keeps what is asked under a name, on the server. */
export function SaveForm({ kind, text }: Pick<Schemas["QueryToSave"], "kind" | "text">) {
  const [name, setName] = useState("");
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: () => saveQuery({ name: name.trim(), kind, text }),
    onSuccess: () => {
      setName("");
      return queries.invalidateQueries({ queryKey: savedQuery.queryKey });
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") saving.mutate();
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <input
        aria-label="Name to save it under"
        placeholder="Save as …"
        maxLength={1000}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon={Save} disabled={name.trim() === "" || saving.isPending}>
        Save
      </Button>
      <span className={styles.told} role="status">
        {saving.isSuccess && "Saved"}
      </span>
      {saving.error && (
        <span className={styles.wrong} role="alert">
          {saving.error.message}
        </span>
      )}
    </form>
  );
}
