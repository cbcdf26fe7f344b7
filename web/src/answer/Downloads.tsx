import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { download } from "~/charts/download";
import { Button } from "~/ui/Button";
import { FORMATS } from "./formats";

/** The whole answer as a file. */
export function Downloads({ fileOf }: { fileOf: (type: string) => Promise<Blob> }) {
  const file = useMutation({
    mutationFn: async ({ type, ending }: (typeof FORMATS)[number]) =>
      download(`answer.${ending}`, await fileOf(type)),
  });
  return (
    <>
      {FORMATS.map((format) => (
        <Button
          key={format.name}
          icon={Download}
          look="quiet"
          disabled={file.isPending}
          title={`Save all rows, up to a million, as ${format.name}`}
          onClick={() => file.mutate(format)}
        >
          {format.name}
        </Button>
      ))}
      {file.error && <span role="alert">{file.error.message}</span>}
    </>
  );
}
