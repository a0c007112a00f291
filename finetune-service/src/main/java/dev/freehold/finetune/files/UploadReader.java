package dev.freehold.finetune.files;

import dev.freehold.contracts.problem.InputError;
import dev.freehold.contracts.problem.Problem;
import dev.freehold.contracts.problem.ProblemException;
import dev.freehold.finetune.dataset.IntakeLimits;
import dev.freehold.finetune.problem.FinetuneProblems;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a multipart upload (RFC 7578) into memory.
 *
 * <p>The framework's own reading of forms writes the file to disk first, and an upload may hold personal data in clear.
 */
@Singleton
class UploadReader {
    private static final int CHUNK = 1 << 16;
    private static final int MOST_PARTS = 8;
    /** What boundaries, part headers and the purpose may add to the file. */
    private static final int OVERHEAD = 1 << 16;

    private final IntakeLimits limits;

    UploadReader(IntakeLimits limits) {
        this.limits = limits;
    }

    Upload read(@Nullable String contentType, InputStream body) {
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw refused("content-type", "no multipart/form-data", "send the parts file and purpose");
        }
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        try {
            HttpPostMultipartRequestDecoder decoder = new HttpPostMultipartRequestDecoder(
                    // false: parts stay in memory, whatever their size.
                    new DefaultHttpDataFactory(false), request);
            try {
                feed(decoder, body);
                return upload(decoder.getBodyHttpDatas());
            } finally {
                decoder.destroy();
            }
        } catch (HttpPostRequestDecoder.ErrorDataDecoderException
                | HttpPostRequestDecoder.NotEnoughDataDecoderException
                | HttpPostRequestDecoder.EndOfDataDecoderException
                | HttpPostRequestDecoder.TooManyFormFieldsException
                | HttpPostRequestDecoder.TooLongFormFieldException e) {
            throw refused("body", "not well-formed multipart/form-data", "send it with a client's own form upload");
        } catch (IOException e) {
            throw refused("body", "ended before it was whole", "send the file again");
        }
    }

    private void feed(HttpPostMultipartRequestDecoder decoder, InputStream body) throws IOException {
        long left = limits.fileBytes() + OVERHEAD;
        for (byte[] chunk = body.readNBytes(CHUNK); chunk.length > 0; chunk = body.readNBytes(CHUNK)) {
            left -= chunk.length;
            if (left < 0) {
                throw new ProblemException(
                        FinetuneProblems.FILE_TOO_LARGE, "The file is longer than " + limits.fileBytes() + " bytes.");
            }
            decoder.offer(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk)));
        }
        decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private static Upload upload(List<InterfaceHttpData> parts) throws IOException {
        List<InputError> errors = new ArrayList<>();
        Upload upload = null;
        boolean purpose = false;
        for (InterfaceHttpData part : parts.subList(0, Math.min(parts.size(), MOST_PARTS))) {
            if (part instanceof FileUpload file && file.getName().equals("file") && upload == null) {
                upload = new Upload(file.getFilename(), file.get());
            } else if (part instanceof Attribute value && value.getName().equals("purpose")) {
                purpose = value.getValue().equals(FileObject.PURPOSE);
            } else {
                errors.add(
                        InputError.of("part", "a part that is not taken", "send one part file and one part purpose"));
            }
        }
        if (!purpose) {
            errors.add(InputError.of(
                    "purpose", "missing or not " + FileObject.PURPOSE, "send the part purpose=" + FileObject.PURPOSE));
        }
        if (upload == null) {
            errors.add(InputError.of("file", "missing", "send the rows as a part named file, with a file name"));
        }
        if (upload == null || !errors.isEmpty()) {
            throw refused(errors);
        }
        return upload;
    }

    private static ProblemException refused(String field, String problem, String fix) {
        return refused(List.of(InputError.of(field, problem, fix)));
    }

    private static ProblemException refused(List<InputError> errors) {
        return new ProblemException(Problem.ofInput(FinetuneProblems.UPLOAD_REFUSED, errors, errors.size()));
    }
}
