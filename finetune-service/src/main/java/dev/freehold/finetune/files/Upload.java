package dev.freehold.finetune.files;

/**
 * A file as it came, before anything is masked; lives in memory alone.
 *
 * @param content the caller's own bytes; not to be written anywhere
 */
record Upload(String filename, byte[] content) {
    @Override
    public String toString() {
        return "Upload[" + content.length + " bytes]";
    }
}
