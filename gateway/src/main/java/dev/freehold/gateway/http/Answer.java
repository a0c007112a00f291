package dev.freehold.gateway.http;

import jakarta.ws.rs.core.Response;

/** What goes back to a caller: whole, or as it is written. */
public interface Answer {
    Response toResponse();
}
