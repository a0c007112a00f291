package dev.freehold.inference.worker.engine;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.TextSink;
import dev.freehold.engine.chat.ChatTurn;
import dev.freehold.engine.worker.Classified;
import dev.freehold.engine.worker.Embedded;
import dev.freehold.engine.worker.EngineWorker;
import dev.freehold.engine.worker.GeneratedText;
import dev.freehold.engine.worker.GenerationSpec;
import dev.freehold.engine.worker.WorkerFailed;
import dev.freehold.engine.worker.WorkerSettings;
import dev.freehold.inference.worker.ModelWorker;
import dev.freehold.inference.worker.WorkerLost;
import dev.freehold.inference.worker.WorkerRefused;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker JVM of the house's engine. */
public final class EngineModelWorker implements ModelWorker {
    private final EngineWorker worker;

    private EngineModelWorker(EngineWorker worker) {
        this.worker = worker;
    }

    public static ModelWorker start(WorkerSettings settings) throws WorkerLost {
        try {
            return new EngineModelWorker(EngineWorker.start(settings));
        } catch (WorkerFailed e) {
            throw lost(e);
        }
    }

    @Override
    public void load(String handle, Path base, @Nullable Path adapter) throws WorkerRefused, WorkerLost {
        try {
            worker.load(handle, base, adapter);
        } catch (WorkerFailed e) {
            throw refusedOrLost(e);
        }
    }

    @Override
    public void unload(String handle) throws WorkerRefused, WorkerLost {
        try {
            worker.unload(handle);
        } catch (WorkerFailed e) {
            throw refusedOrLost(e);
        }
    }

    @Override
    public Vectors embed(String handle, List<String> texts) throws WorkerRefused, WorkerLost {
        try {
            Embedded embedded = worker.embed(handle, texts);
            refuseCut(embedded.truncated(), texts);
            return new Vectors(embedded.vectors(), embedded.promptTokens());
        } catch (WorkerFailed e) {
            throw refusedOrLost(e);
        }
    }

    @Override
    public Classes classify(String handle, List<String> texts) throws WorkerRefused, WorkerLost {
        try {
            Classified classified = worker.classify(handle, texts);
            refuseCut(classified.truncated(), texts);
            return new Classes(classified.labels(), classified.probabilities(), classified.promptTokens());
        } catch (WorkerFailed e) {
            throw refusedOrLost(e);
        }
    }

    @Override
    public Written generate(String handle, GenerationRequest request, TextSink pieces)
            throws WorkerRefused, WorkerLost {
        try {
            GeneratedText text = worker.generate(handle, spec(request), pieces::accept);
            String finish = text.finish() == GeneratedText.Finish.LENGTH ? "length" : "stop";
            return new Written(new Generated(text.text(), finish, text.completionTokens()), text.promptTokens());
        } catch (WorkerFailed e) {
            throw refusedOrLost(e);
        }
    }

    private static GenerationSpec spec(GenerationRequest request) throws WorkerRefused {
        try {
            return new GenerationSpec(
                    prompt(request.prompt()),
                    request.maxTokens(),
                    request.temperature(),
                    request.topP(),
                    request.stop(),
                    request.seed());
        } catch (IllegalArgumentException e) {
            throw new WorkerRefused("The request is out of the engine's bounds: " + e.getMessage() + ".");
        }
    }

    private static GenerationSpec.Prompt prompt(GenerationRequest.Prompt prompt) {
        return prompt instanceof GenerationRequest.Prompt.Chat chat
                ? new GenerationSpec.Prompt.Chat(chat.messages().stream()
                        .map(message -> new ChatTurn(message.role(), message.content()))
                        .toList())
                : new GenerationSpec.Prompt.Text(((GenerationRequest.Prompt.Text) prompt).text());
    }

    @Override
    public boolean alive() {
        return worker.alive();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** An answer on half a text would pass for one on the whole. */
    private static void refuseCut(int truncated, List<String> texts) throws WorkerRefused {
        if (truncated > 0) {
            throw new WorkerRefused(truncated + " of " + texts.size()
                    + " texts are longer than the model reads; split them into shorter ones.");
        }
    }

    private static WorkerLost refusedOrLost(WorkerFailed e) throws WorkerRefused {
        if (e.reason() == WorkerFailed.Reason.REFUSED) {
            throw new WorkerRefused(String.valueOf(e.getMessage()));
        }
        return lost(e);
    }

    private static WorkerLost lost(WorkerFailed e) {
        return new WorkerLost(e.reason() + ": " + e.getMessage());
    }
}
