package dev.freehold.finetune.dataset;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes the rows of one file in, one after the other: checks, masks, and leaves duplicates out. */
interface RowTaker {
    /** Longest line of such rows, in bytes. */
    int lineBytes();

    void take(int number, JsonNode row);

    /** Checks what only the whole file shows. */
    void end();

    Rows rows();

    /** Rows that were left out since an equal one, after masking, came before. */
    int duplicates();
}
