import { getRouteApi } from "@tanstack/react-router";
import { useAhead } from "~/app/ahead";
import { useRowKeys } from "~/keyboard/useRowKeys";
import { View } from "~/ui/View";
import { Runs } from "./Runs";

const route = getRouteApi("/executions");

/** The run table across all dataflows. */
export function ExecutionsView() {
  const navigate = route.useNavigate();
  const [search, change] = useAhead(
    route.useSearch(),
    (part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true }),
  );
  useRowKeys("execution");
  return (
    <View title="Executions" documentTitle="Executions" facts="of all dataflows">
      <Runs dataflow={null} search={search} onSearch={change} />
    </View>
  );
}
