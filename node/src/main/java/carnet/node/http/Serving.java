package carnet.node.http;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What all connections of a server share. {@code requestIds} names each request. */
record Serving(Router router, Executor workers, HttpSettings settings, BodyBytes bodies, Supplier<String> requestIds) {}
