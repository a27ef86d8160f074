package carnet.node.http;

import carnet.node.api.NodeStatus;
import java.util.Locale;

/** Writes a node's figures in the text format of Prometheus, version 0.0.4. */
final class Metrics {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double MILLIS_PER_SECOND = 1_000.0;

    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    static String of(NodeStatus status) {
        Metrics metrics = new Metrics();
        metrics.info(status);
        metrics.add(
                "carnet_serving",
                "gauge",
                "1 when the node serves normally",
                status.state().equals("serving") ? 1 : 0);
        metrics.add("carnet_height", "gauge", "Height of the best block", status.height());
        metrics.seconds("carnet_head_timestamp_seconds", "The best block's own time", status.headTimestampMillis());
        metrics.seconds("carnet_clock_seconds", "The node's clock", status.clockMillis());
        metrics.add("carnet_peers", "gauge", "Connected peers", status.peers().size());
        metrics.add(
                "carnet_pool_transactions",
                "gauge",
                "Waiting transactions",
                status.pool().transactions());
        metrics.add(
                "carnet_pool_bytes",
                "gauge",
                "Bytes of waiting transactions",
                status.pool().bytes());
        metrics.add(
                "carnet_pool_limit_bytes",
                "gauge",
                "Most bytes that may wait",
                status.pool().limitBytes());
        metrics.add("carnet_records_held", "gauge", "Records held in full", status.heldRecords());
        metrics.add("carnet_records_wanted", "gauge", "Records not held in full yet", status.wantedRecords());
        metrics.add("carnet_store_bytes", "gauge", "Bytes in the content store", status.storedBytes());
        metrics.add("carnet_reorgs_total", "counter", "Reorganizations since start", status.reorgs());
        metrics.add("carnet_stale_blocks", "gauge", "Known blocks off the best chain", status.staleBlocks());
        metrics.traffic(status.traffic());
        metrics.flushes(status.flushes());
        if (status.rssBytes() >= 0) {
            metrics.add("process_resident_memory_bytes", "gauge", "Resident memory", status.rssBytes());
        }
        return metrics.text.toString();
    }

    private void info(NodeStatus status) {
        head("carnet_info", "gauge", "What the node is; always 1");
        text.append("carnet_info{id=\"").append(label(status.id()));
        text.append("\",name=\"").append(label(status.name()));
        text.append("\",version=\"").append(label(status.version()));
        text.append("\",genesis=\"").append(label(status.genesis())).append("\"} 1\n");
    }

    private void traffic(NodeStatus.Traffic traffic) {
        head("carnet_peer_bytes_total", "counter", "Bytes exchanged with peers since start, inside TLS");
        peerBytes("messages", "sent", traffic.messagesSent());
        peerBytes("messages", "received", traffic.messagesReceived());
        peerBytes("chunks", "sent", traffic.chunksSent());
        peerBytes("chunks", "received", traffic.chunksReceived());
    }

    private void peerBytes(String kind, String direction, long bytes) {
        text.append("carnet_peer_bytes_total{kind=\"").append(kind);
        text.append("\",direction=\"").append(direction);
        text.append("\"} ").append(bytes).append('\n');
    }

    private void flushes(NodeStatus.Flushes flushes) {
        head("carnet_disk_flushes_total", "counter", "Flushes of the disk that the node asked for since its start");
        text.append("carnet_disk_flushes_total{of=\"content\"} ")
                .append(flushes.content())
                .append('\n');
        text.append("carnet_disk_flushes_total{of=\"chain\"} ")
                .append(flushes.chain())
                .append('\n');
    }

    private void add(String name, String type, String help, long value) {
        head(name, type, help);
        text.append(name).append(' ').append(value).append('\n');
    }

    private void seconds(String name, String help, long millis) {
        head(name, "gauge", help);
        text.append(String.format(Locale.ROOT, "%s %.3f\n", name, millis / MILLIS_PER_SECOND));
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
