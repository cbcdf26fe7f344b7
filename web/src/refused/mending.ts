const MENDING: Record<string, string> = {
  not_a_number:
    "The attribute is NUMERIC. Send a number, “NaN”, or nothing; or give the text a name of its own.",
  wrong_value_count: "Send as many values as the set has attributes, or rows by name, which need no order.",
  unknown_dataflow: "Declare the dataflow before its tasks: its tag may be spelled differently.",
  unknown_transformation: "Declare the transformation in the dataflow, or mend its tag in the task.",
  unknown_set: "Declare the set as input or output of the transformation that sends it.",
  unknown_execution: "Start the execution before its events, in the same producer or with the same tag.",
  unknown_dependency: "Name a task that was sent before.",
  unknown_attribute: "Declare the attribute, or send the row by name: new names extend the set.",
  unknown_event_type: "Use a type of the reference of events; the client may be newer than this server.",
  type_conflict: "The attribute was declared with another type. Give it another name.",
  duplicate_attribute: "Names are compared in lower case: rename one of the two.",
  missing_field: "Add the member that is named.",
  wrong_type: "Send the member as the type that is named.",
  invalid_name: "Take a name that is not empty and not too long.",
  invalid_time: "Send times as RFC 3339 in UTC: 2026-11-23T12:00:00Z.",
  malformed_json: "The text is no JSON: look at the place that is named.",
  malformed_text: "The call is not written as expected: look at the line and column.",
  invalid_header: "The first line of a batch names the producer and the number of its first event.",
  invalid_encoding: "Send UTF-8; with gzip, a whole and unbroken one.",
  too_large: "Send smaller pieces; the limits stand in the view of the server.",
  sequence_gap: "Events before these are missing: send from the number that was expected.",
  unsupported_media_type: "Send the type of body that the reference names.",
  unstorable: "The store cannot keep this value; the detail says why.",
};

/** What a client can do about a refusal. */
export function mendingOf(code: string): string {
  return MENDING[code] ?? "The detail says what was expected and what came.";
}
