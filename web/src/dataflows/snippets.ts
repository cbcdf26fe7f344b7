interface Snippet {
  name: string;
  /** Shell. */
  before: string;
  code: string;
}

const DEFAULT_ORIGIN = "http://127.0.0.1:22000";

/** What to add to a training so that it reports to the server at this address. */
export function snippets(origin: string): Snippet[] {
  const install = "pip install ./python";
  const before = origin === DEFAULT_ORIGIN ? install : `${install}\nexport CNNPROV_URL=${origin}`;
  return [
    {
      name: "Keras",
      before,
      code: [
        "import cnnprov.keras",
        'capture = cnnprov.keras.Capture("my-dataflow")',
        "model.fit(x, y, epochs=20, callbacks=[capture])",
      ].join("\n"),
    },
    {
      name: "PyTorch",
      before,
      code: [
        "import cnnprov.torch",
        'with cnnprov.torch.capture("my-dataflow", model, optimizer):',
        "    ...  # your loop, as it is",
      ].join("\n"),
    },
    {
      name: "Any loop in Python",
      before,
      code: [
        "import cnnprov",
        'with cnnprov.execution("my-dataflow", hyperparameters={"learning_rate": 0.001}) as run:',
        "    for epoch in range(20):",
        "        run.log(loss=train_one_epoch())",
      ].join("\n"),
    },
    {
      name: "Any other program",
      before: `curl ${origin}/health`,
      code: [
        "printf '%s\\n' \\",
        `  '{"producer":"'$(cat /proc/sys/kernel/random/uuid)'","first":0}' \\`,
        `  '{"type":"dataflow_declared","at":"'$(date -u +%FT%TZ)'","dataflow":{"tag":"my-dataflow","predefined":true}}' \\`,
        `  '{"type":"execution_started","at":"'$(date -u +%FT%TZ)'","dataflow":"my-dataflow","execution":"first"}' \\`,
        `  '{"type":"task_begun","at":"'$(date -u +%FT%TZ)'","transformation":"TrainingModel","task":"1"}' \\`,
        `  '{"type":"elements","at":"'$(date -u +%FT%TZ)'","transformation":"TrainingModel","task":"1","set":"oTrainingModel","rows":[{"epoch":1,"loss":0.3}]}' |`,
        `curl -s ${origin}/api/v1/batches -H 'Content-Type: application/x-ndjson' --data-binary @-`,
      ].join("\n"),
    },
  ];
}
