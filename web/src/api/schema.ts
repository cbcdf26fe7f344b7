import type { components } from "./schema.gen";

/** The shapes of the contract (`spec/openapi.yaml`), by the names that they have there. */
export type Schemas = components["schemas"];

export type Cell = Schemas["Cell"];
export type Commit = Schemas["Commit"];
export type Dataflow = Schemas["Dataflow"];
export type DataflowSummary = Schemas["DataflowSummary"];
export type Execution = Schemas["Execution"];
export type ExecutionStatus = Schemas["ExecutionStatus"];
export type ExecutionSummary = Schemas["ExecutionSummary"];
export type Series = Schemas["Series"];
export type SeriesAxis = Schemas["SeriesAxis"];
export type Task = Schemas["Task"];
export type Rejected = Schemas["Rejected"];
export type ServerState = Schemas["ServerState"];

export type Curve = Series["series"][number];
export type Adaptation = Execution["adaptations"][number];
export type DataSet = Dataflow["sets"][number];
export type Attribute = DataSet["attributes"][number];
