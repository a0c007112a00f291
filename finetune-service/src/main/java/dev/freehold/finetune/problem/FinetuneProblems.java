package dev.freehold.finetune.problem;

import dev.freehold.contracts.problem.ProblemType;

/** The catalogue of what this service answers when it refuses. */
public final class FinetuneProblems {
    public static final ProblemType FILE_REFUSED = new ProblemType(
            "FINETUNE_FILE_REFUSED",
            400,
            "The training file has errors",
            "Mend what errors lists and send the file again; nothing was kept.");
    public static final ProblemType UPLOAD_REFUSED = new ProblemType(
            "FINETUNE_UPLOAD_REFUSED",
            400,
            "This is no file upload",
            "Send multipart/form-data with the parts file and purpose=fine-tune.");
    public static final ProblemType FILE_TOO_LARGE = new ProblemType(
            "FINETUNE_FILE_TOO_LARGE", 413, "The training file is too large", "Split the file or leave rows out.");
    public static final ProblemType UPLOADS_BUSY = new ProblemType(
            "FINETUNE_UPLOADS_BUSY",
            429,
            "Too many uploads at once",
            "Send the file again when another upload has ended.");
    public static final ProblemType FILE_NOT_FOUND =
            new ProblemType("FINETUNE_FILE_NOT_FOUND", 404, "No such file", "List your files with GET /v1/files.");
    public static final ProblemType JOB_REFUSED = new ProblemType(
            "FINETUNE_JOB_REFUSED", 400, "The job has errors", "Mend what errors lists and send the job again.");
    public static final ProblemType MODEL_NOT_TUNABLE = new ProblemType(
            "FINETUNE_MODEL_NOT_TUNABLE",
            422,
            "This model cannot be tuned",
            "Name an approved base model: with the task embeddings for classification rows, with the task chat for chat rows.");
    public static final ProblemType QUEUE_FULL = new ProblemType(
            "FINETUNE_QUEUE_FULL", 429, "The job queue is full", "Create the job again when another has ended.");
    public static final ProblemType JOB_NOT_FOUND = new ProblemType(
            "FINETUNE_JOB_NOT_FOUND", 404, "No such job", "List your jobs with GET /v1/fine_tuning/jobs.");
    public static final ProblemType JOB_OVER = new ProblemType(
            "FINETUNE_JOB_OVER", 409, "The job has ended", "Only a queued or running job can be cancelled.");
    public static final ProblemType SNAPSHOT_NOT_FOUND = new ProblemType(
            "FINETUNE_SNAPSHOT_NOT_FOUND",
            404,
            "No such snapshot",
            "List what is kept with GET /v1/fine_tuning/jobs/{id}/checkpoints; older ones make room for newer ones.");
    public static final ProblemType SNAPSHOT_OF_ANOTHER = new ProblemType(
            "FINETUNE_SNAPSHOT_OF_ANOTHER",
            403,
            "Only who created the job may register its snapshots",
            "Ask whoever created the job; nobody may approve what they tuned, so a version names its maker.");
    public static final ProblemType RUN_FAILED =
            new ProblemType("FINETUNE_RUN_FAILED", 500, "The run failed", "The job's error and its events say why.");
    public static final ProblemType RUN_CANCELLED =
            new ProblemType("FINETUNE_RUN_CANCELLED", 409, "The run was cancelled", "Create the job again to run it.");
    public static final ProblemType RUN_CUT_OFF = new ProblemType(
            "FINETUNE_RUN_CUT_OFF",
            503,
            "The platform stopped while the job ran",
            "It is begun again by itself, once.");
    public static final ProblemType PAGE_REFUSED = new ProblemType(
            "FINETUNE_PAGE_REFUSED",
            400,
            "No such page",
            "Give limit from 1 to 100, and as after an id that the list has shown.");
    public static final ProblemType REGISTRY_UNAVAILABLE = new ProblemType(
            "FINETUNE_REGISTRY_UNAVAILABLE",
            503,
            "The registry does not answer",
            "Try again; if it lasts, ask the operator to look at the registry's readiness.");

    public static final ProblemType NO_SUCH_OPERATION = new ProblemType(
            "FINETUNE_NO_SUCH_OPERATION",
            404,
            "There is no such operation",
            "Use files, files/{id}, files/{id}/content, fine_tuning/jobs, fine_tuning/jobs/{id} and below it cancel, events"
                    + " and checkpoints.");
    public static final ProblemType WRONG_METHOD = new ProblemType(
            "FINETUNE_WRONG_METHOD",
            405,
            "This path does not take that method",
            "Use a method that the header allow names.");

    private FinetuneProblems() {}
}
