import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import { MessageCircleQuestionMark } from "lucide-react";
import type { Dataflow } from "~/api/schema";
import { Button } from "~/ui/Button";
import menu from "~/ui/Menu.module.css";
import { theView } from "~/ui/View";
import type { Askable } from "./askable";
import styles from "./QueryView.module.css";
import { exampleQuery, newestQuery } from "./queries";
import { questionsFor, type ReadyQuestion } from "./questions";
import type { QuerySearch } from "./search";

/** The questions that every training can be asked. */
export function QuestionMenu({
  dataflow,
  askable,
  onChange,
}: {
  dataflow: Dataflow;
  askable: readonly Askable[];
  onChange: (part: QuerySearch) => void;
}) {
  const newest = useQuery(newestQuery(dataflow.id));
  const example = useQuery(exampleQuery(dataflow));
  const predefined = dataflow.sets.some(({ tag }) => tag.toLowerCase() === "otrainingmodel");
  if (!predefined) {
    return (
      <p className={styles.hint}>The ready questions need the predefined transformations of a training.</p>
    );
  }
  const ready =
    newest.data && example.data && newest.data.length > 0
      ? questionsFor({
          dataflow: dataflow.tag,
          executions: newest.data.map(({ id }) => id),
          hyperparameters: newest.data[0]?.hyperparameters ?? {},
          askable,
          ...example.data,
        })
      : [];
  const ask = (question: ReadyQuestion) => {
    const { execution, order, limit } = question.around;
    onChange({ text: question.text, execution, order: order?.slice(), limit, as: undefined });
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        disabled={ready.length === 0}
        render={<Button icon={MessageCircleQuestionMark}>Questions</Button>}
      />
      <Menu.Portal container={theView()}>
        <Menu.Positioner className={menu.positioner} align="start" sideOffset={4}>
          <Menu.Popup className={menu.popup}>
            {ready.map((question) => (
              <Menu.Item key={question.number} className={menu.item} onClick={() => ask(question)}>
                <span className={styles.number}>{/^\d+/.exec(question.number)?.[0]}</span>
                <span className={styles.question}>{question.question}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
