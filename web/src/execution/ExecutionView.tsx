import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { useAhead } from "~/app/ahead";
import { dataflowQuery } from "~/dataflow/queries";
import { Swatch } from "~/executions/Swatch";
import { useShortcuts } from "~/keyboard/shortcuts";
import { LineageSection } from "~/lineage/LineageSection";
import { Button } from "~/ui/Button";
import { Elapsed, Moment } from "~/ui/Figures";
import { Answered } from "~/ui/States";
import { Status } from "~/ui/Status";
import { View } from "~/ui/View";
import { Adaptations } from "./Adaptations";
import { Curves } from "./Curves";
import { DomainData } from "./DomainData";
import { Environment } from "./Environment";
import { ErrorBox } from "./ErrorBox";
import styles from "./ExecutionView.module.css";
import { Facts } from "./Facts";
import { Files } from "./Files";
import { executionQuery } from "./queries";
import { Tasks } from "./Tasks";

const route = getRouteApi("/executions/$id");
const EditDrawer = lazy(() => import("~/edit/EditDrawer").then((loaded) => ({ default: loaded.EditDrawer })));

/** One execution, as far as it has come. */
export function ExecutionView() {
  const id = Number(route.useParams().id);
  const navigate = route.useNavigate();
  const [search, change] = useAhead(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  const execution = useQuery(executionQuery(id));
  const dataflow = useQuery({
    ...dataflowQuery(execution.data?.dataflow.id ?? 0),
    enabled: execution.data !== undefined,
  });
  const [editing, setEditing] = useState(false);
  const close = useCallback(() => setEditing(false), []);
  const edit = () => setEditing(true);
  useShortcuts("In this view", [{ keys: "e", does: "Edit name, note and tags", run: edit }]);
  const data = execution.data;
  const name = data?.name ?? data?.tag ?? "Execution";
  return (
    <View
      title={
        <span className={styles.name}>
          <Swatch execution={id} /> {name}
        </span>
      }
      documentTitle={name}
      actions={
        data && (
          <Button icon={Pencil} title="Edit name, note and tags (e)" onClick={edit}>
            Edit
          </Button>
        )
      }
      facts={
        data && (
          <>
            <Status of={data.status} />
            <Link to="/dataflows/$id" params={{ id: String(data.dataflow.id) }}>
              {data.dataflow.tag}
            </Link>
            <span>
              started <Moment at={data.started_at} />
            </span>
            <span>
              {data.status === "RUNNING" ? "for" : "took"}{" "}
              <Elapsed from={data.started_at} to={data.ended_at} />
            </span>
            {data.person?.name && <span>by {data.person.name}</span>}
            {data.machine?.host && <span>on {data.machine.host}</span>}
          </>
        )
      }
    >
      <Answered query={execution} what="the execution">
        {(whole) => (
          <div className={styles.columns}>
            <div className={styles.main}>
              {whole.error && <ErrorBox error={whole.error} />}
              <Curves
                execution={whole}
                dataflow={dataflow.data}
                x={search.x ?? "epoch"}
                log={search.log === true}
                onChange={change}
              />
              <Adaptations adaptations={whole.adaptations} />
              <Tasks execution={whole} />
              {dataflow.data && <DomainData execution={id} dataflow={dataflow.data} />}
              <Files files={whole.files} />
              <LineageSection
                execution={id}
                open={search.lineage === true}
                onOpen={(open) => change({ lineage: open ? true : undefined })}
              />
            </div>
            <div className={styles.side}>
              <Facts execution={whole} />
              <Environment execution={whole} />
            </div>
            {editing && (
              <Suspense>
                <EditDrawer execution={whole} onClose={close} />
              </Suspense>
            )}
          </div>
        )}
      </Answered>
    </View>
  );
}
