package dev.freehold.finetune.surface;

import dev.freehold.contracts.identity.Caller;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.contracts.surface.FineTuningSurface;
import dev.freehold.contracts.surface.SurfaceReply;
import dev.freehold.contracts.surface.SurfaceRequest;
import dev.freehold.enforcement.http.UnexpectedMapper;
import dev.freehold.finetune.files.FileDesk;
import dev.freehold.finetune.files.FileObject;
import dev.freehold.finetune.jobs.JobDesk;
import dev.freehold.finetune.problem.FinetuneProblems;
import dev.freehold.finetune.wire.Answers;
import dev.freehold.finetune.wire.Page;
import dev.freehold.finetune.wire.PageRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** OpenAI's files and fine-tuning operations, over the same desks as the platform's own doors. */
@Singleton
public class OpenAiSurface implements FineTuningSurface {
    private static final System.Logger LOG = System.getLogger(OpenAiSurface.class.getName());
    private static final int OK = 200;
    private static final String FILE = "files/(file-[0-9a-f]{1,64})";
    private static final String JOB = "fine_tuning/jobs/(ftjob-[0-9a-f]{1,64})";
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> PAGING = Set.of("after", "limit");

    private final FileDesk files;
    private final List<Route> routes;

    OpenAiSurface(FileDesk files, JobDesk jobs) {
        this.files = files;
        this.routes = List.of(
                Route.of("POST", "files", NOTHING, (caller, id, request) -> upload(caller, request)),
                Route.of(
                        "GET",
                        "files",
                        Set.of("after", "limit", "purpose", "order"),
                        (caller, id, request) -> listFiles(caller, request)),
                Route.of("GET", FILE, NOTHING, (caller, id, request) -> json(files.get(caller, id))),
                Route.of("DELETE", FILE, NOTHING, (caller, id, request) -> json(files.delete(caller, id))),
                Route.of("GET", FILE + "/content", NOTHING, (caller, id, request) -> content(caller, id)),
                Route.of(
                        "POST",
                        "fine_tuning/jobs",
                        NOTHING,
                        (caller, id, request) -> json(jobs.create(caller, request.body()))),
                Route.of(
                        "GET",
                        "fine_tuning/jobs",
                        PAGING,
                        (caller, id, request) -> json(jobs.list(caller, page(request)))),
                Route.of("GET", JOB, NOTHING, (caller, id, request) -> json(jobs.get(caller, id))),
                Route.of("POST", JOB + "/cancel", NOTHING, (caller, id, request) -> json(jobs.cancel(caller, id))),
                Route.of(
                        "GET",
                        JOB + "/events",
                        PAGING,
                        (caller, id, request) -> json(jobs.events(caller, id, page(request)))),
                Route.of(
                        "GET",
                        JOB + "/checkpoints",
                        PAGING,
                        (caller, id, request) -> json(jobs.snapshots(caller, id, page(request)))));
    }

    @Override
    public SurfaceReply handle(Caller caller, SurfaceRequest request) {
        try {
            return routed(caller, request);
        } catch (ProblemException e) {
            return ErrorReply.of(e.problem());
        } catch (RuntimeException e) {
            String id = UUID.randomUUID().toString();
            LOG.log(System.Logger.Level.ERROR, "error " + id, e);
            return ErrorReply.of(Problem.of(UnexpectedMapper.INTERNAL, "Error id " + id + "."));
        }
    }

    private SurfaceReply routed(Caller caller, SurfaceRequest request) {
        List<Route> here = routes.stream()
                .filter(route -> route.id(request.path()).isPresent())
                .toList();
        if (here.isEmpty()) {
            throw new ProblemException(FinetuneProblems.NO_SUCH_OPERATION, "There is no such operation.");
        }
        Optional<Route> found = here.stream()
                .filter(route -> route.method().equals(request.method()))
                .findFirst();
        if (found.isEmpty()) {
            String allow = here.stream().map(Route::method).sorted().collect(Collectors.joining(", "));
            return ErrorReply.wrongMethod(allow);
        }
        Route route = found.get();
        requireKnown(request, route.query());
        return route.room().enter(caller, route.id(request.path()).orElseThrow(), request);
    }

    private static void requireKnown(SurfaceRequest request, Set<String> known) {
        long unknown = request.query().keySet().stream()
                .filter(name -> !known.contains(name))
                .count();
        if (unknown > 0) {
            throw new ProblemException(
                    FinetuneProblems.PAGE_REFUSED,
                    unknown + " query parameters are not taken here; taken: "
                            + (known.isEmpty()
                                    ? "none"
                                    : known.stream().sorted().collect(Collectors.joining(", "))) + ".");
        }
    }

    private SurfaceReply upload(Caller caller, SurfaceRequest request) {
        return json(files.upload(caller, request.headers().get("content-type"), request.body()));
    }

    private SurfaceReply listFiles(Caller caller, SurfaceRequest request) {
        String order = request.parameter("order");
        if (order != null && !order.equals("desc")) {
            throw new ProblemException(FinetuneProblems.PAGE_REFUSED, "order must be desc: newest first.");
        }
        Page<FileObject> page = files.list(caller, page(request));
        boolean others = isOther(request.parameter("purpose"));
        return json(others ? Page.of(List.of(), 1, FileObject::id) : page);
    }

    private static boolean isOther(@Nullable String purpose) {
        return purpose != null && !purpose.equals(FileObject.PURPOSE);
    }

    private SurfaceReply content(Caller caller, String id) {
        return FileReply.of(files.content(caller, id));
    }

    private static PageRequest page(SurfaceRequest request) {
        return PageRequest.of(request.parameter("after"), request.parameter("limit"));
    }

    private static SurfaceReply json(Object document) {
        return SurfaceReply.json(OK, Answers.bytes(document));
    }
}
