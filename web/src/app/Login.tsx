import { Dialog } from "@base-ui/react/dialog";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { loginWanted, token } from "~/api/token";
import { Button } from "~/ui/Button";
import styles from "./Login.module.css";
import { useValue } from "./value";

/** Asks for a token where the server wants one. */
export function Login() {
  const wanted = useValue(loginWanted);
  const queries = useQueryClient();
  const [secret, setSecret] = useState("");
  const enter = (event: FormEvent) => {
    event.preventDefault();
    token.set(secret.trim());
    loginWanted.set(false);
    void queries.resetQueries();
  };
  return (
    <Dialog.Root open={wanted} onOpenChange={loginWanted.set}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup}>
          <Dialog.Title className={styles.title}>This server asks for a token</Dialog.Title>
          <Dialog.Description className={styles.text}>
            Whoever runs it makes one with <code>java -jar cnnprov.jar token create --role read</code>. It is
            kept in this browser.
          </Dialog.Description>
          <form onSubmit={enter} className={styles.form}>
            <input
              aria-label="Token"
              type="password"
              autoComplete="off"
              className={styles.input}
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
            <Button look="primary" type="submit" disabled={secret.trim() === ""}>
              Enter
            </Button>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
