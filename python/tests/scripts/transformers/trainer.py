"""A Trainer with a very small model, made here."""

import torch
from torch.utils.data import Dataset
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    PrinterCallback,
    Trainer,
    TrainingArguments,
)

torch.manual_seed(5)


class Words(Dataset):
    def __len__(self):
        return 16

    def __getitem__(self, index):
        words = torch.tensor([1 + index % 7, 2 + index % 5, 3])
        return {"input_ids": words, "labels": torch.tensor(index % 2)}


model = BertForSequenceClassification(
    BertConfig(
        vocab_size=20,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
)
arguments = TrainingArguments(
    "out",
    num_train_epochs=2,
    per_device_train_batch_size=8,
    use_cpu=True,
    report_to=[],
    save_strategy="no",
    disable_tqdm=True,
    seed=5,
)
trainer = Trainer(model=model, args=arguments, train_dataset=Words())
trainer.remove_callback(PrinterCallback)  # it prints how long it took
result = trainer.train()
print(result.global_step, round(result.training_loss, 5))
