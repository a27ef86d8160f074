package carnet.node.sim;

import carnet.storage.content.ContentStore;

/** A content store that says it is done before the disk is. */
final class ContentBug extends ForwardingContent {
    ContentBug(ContentStore right) {
        super(right);
    }

    @Override
    public void sync() {
        // This is the bug: nothing is durable.
    }
}
