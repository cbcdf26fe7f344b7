import { useQuery } from "@tanstack/react-query";
import { formatCount } from "~/format/number";
import { Answered } from "~/ui/States";
import { View } from "~/ui/View";
import { dataflowsQuery } from "./queries";

export function DataflowsView() {
  const dataflows = useQuery(dataflowsQuery);
  return (
    <View
      title="Dataflows"
      documentTitle="Dataflows"
      facts={dataflows.data && formatCount(dataflows.data.length, "dataflow")}
    >
      <Answered query={dataflows} what="dataflows">
        {(all) => (
          <ul>
            {all.map((each) => (
              <li key={each.id}>{each.tag}</li>
            ))}
          </ul>
        )}
      </Answered>
    </View>
  );
}
