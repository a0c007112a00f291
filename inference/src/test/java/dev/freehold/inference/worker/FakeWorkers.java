package dev.freehold.inference.worker;

import dev.freehold.contracts.inference.Generated;
import dev.freehold.contracts.inference.GenerationRequest;
import dev.freehold.contracts.inference.TextSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Workers without a process, which die, refuse and hang when a test says so. */
public final class FakeWorkers implements ModelWorker.Source {
    public final List<FakeWorker> started = new CopyOnWriteArrayList<>();
    public volatile boolean startFails;
    public volatile boolean refuseLoads;
    public volatile @Nullable String refusal;
    public volatile boolean dieOnCall;
    public volatile List<String> writes = List.of("Hel", "lo", ".");
    public volatile int dieAfter = -1;
    public volatile Runnable afterPiece = () -> {};
    public final List<String> written = new CopyOnWriteArrayList<>();
    public volatile Runnable during = () -> {};

    @Override
    public ModelWorker start() throws WorkerLost {
        if (startFails) {
            throw new WorkerLost("no memory");
        }
        FakeWorker worker = new FakeWorker();
        started.add(worker);
        return worker;
    }

    public FakeWorker last() {
        return started.get(started.size() - 1);
    }

    public final class FakeWorker implements ModelWorker {
        public final List<String> loads = new CopyOnWriteArrayList<>();
        private final Set<String> loaded = ConcurrentHashMap.newKeySet();
        private volatile boolean alive = true;

        @Override
        public void load(String handle, Path base, @Nullable Path adapter) throws WorkerRefused {
            if (refuseLoads) {
                throw new WorkerRefused("config.json names no architecture");
            }
            loads.add(base + (adapter == null ? "" : "+" + adapter));
            loaded.add(handle);
        }

        @Override
        public void unload(String handle) {
            loaded.remove(handle);
            loads.add("-" + handle);
        }

        @Override
        public Vectors embed(String handle, List<String> texts) throws WorkerRefused, WorkerLost {
            called(handle);
            return new Vectors(
                    texts.stream().map(text -> new float[] {text.length()}).toList(), texts.size());
        }

        @Override
        public Classes classify(String handle, List<String> texts) throws WorkerRefused, WorkerLost {
            called(handle);
            return new Classes(
                    List.of("billing", "other"),
                    texts.stream().map(text -> new float[] {0.25f, 0.75f}).toList(),
                    texts.size());
        }

        @Override
        public Written generate(String handle, GenerationRequest request, TextSink pieces)
                throws WorkerRefused, WorkerLost {
            called(handle);
            StringBuilder text = new StringBuilder();
            for (String piece : writes) {
                if (dieAfter >= 0 && text.length() >= dieAfter) {
                    alive = false;
                    throw new WorkerLost("the process ended");
                }
                text.append(piece);
                written.add(piece);
                if (!pieces.accept(piece)) {
                    break;
                }
                afterPiece.run();
            }
            return new Written(new Generated(text.toString(), "stop", written.size()), 5);
        }

        private void called(String handle) throws WorkerRefused, WorkerLost {
            if (!alive || dieOnCall) {
                alive = false;
                throw new WorkerLost("the process ended");
            }
            String refused = refusal;
            if (refused != null) {
                throw new WorkerRefused(refused);
            }
            if (!loaded.contains(handle)) {
                throw new WorkerRefused("not loaded: " + handle);
            }
            during.run();
        }

        public void kill() {
            alive = false;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void close() {
            alive = false;
        }
    }
}
