package dev.freehold.finetune.dataset;

import java.util.List;

/** The rows of one file, all of one kind. */
public sealed interface Rows {
    RowKind kind();

    int size();

    record Classification(List<LabelledText> rows) implements Rows {
        public Classification {
            rows = List.copyOf(rows);
        }

        @Override
        public RowKind kind() {
            return RowKind.CLASSIFICATION;
        }

        @Override
        public int size() {
            return rows.size();
        }
    }

    record Chat(List<Conversation> rows) implements Rows {
        public Chat {
            rows = List.copyOf(rows);
        }

        @Override
        public RowKind kind() {
            return RowKind.CHAT;
        }

        @Override
        public int size() {
            return rows.size();
        }
    }
}
