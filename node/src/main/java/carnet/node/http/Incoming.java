package carnet.node.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Map;

/** A request whose header is accepted and whose body is on its way. */
record Incoming(String id, HttpRequest head, Router.Match match, Map<String, String> query, Body body) {

    /** Checks a header. */
    static Incoming of(String id, HttpRequest head, Serving serving) throws Refusal {
        HeadCheck.head(head, serving.settings().hostName());
        int question = head.uri().indexOf('?');
        String path = question < 0 ? head.uri() : head.uri().substring(0, question);
        Router.Match match = serving.router().match(head.method(), path);
        HeadCheck.body(head, match.route());
        Map<String, String> query = HeadCheck.query(head.uri(), match.route());
        int mostBytes = match.route().bodyLimitBytes();
        int announcedBytes = (int) Math.min(mostBytes, HttpUtil.getContentLength(head, (long) mostBytes));
        return new Incoming(id, head, match, query, new Body(announcedBytes, serving.bodies()));
    }

    Request request() {
        return new Request(id, match.parameters(), query, head.headers(), body.bytes());
    }

    boolean keepAlive() {
        return HttpUtil.isKeepAlive(head);
    }
}
