import { getRouteApi } from "@tanstack/react-router";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { View } from "~/ui/View";
import { Runs } from "./Runs";

const route = getRouteApi("/executions");

/** The run table across all dataflows. */
export function ExecutionsView() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  useRowKeys("execution");
  return (
    <View title="Executions" documentTitle="Executions" facts="of all dataflows">
      <Runs
        dataflow={null}
        search={search}
        onSearch={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
        }
      />
    </View>
  );
}
