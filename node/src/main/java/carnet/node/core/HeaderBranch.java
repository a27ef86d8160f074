package carnet.node.core;

import carnet.consensus.block.BlockMeta;
import carnet.consensus.block.ExtendedHeader;
import carnet.consensus.selection.Ancestry;
import carnet.crypto.hash.Hash;
import java.util.ArrayList;
import java.util.List;

/** A chain whose last blocks are known by their headers only; what it says of their state is not meant. */
final class HeaderBranch implements Ancestry {
    private final Ancestry known;
    private final List<BlockMeta> headers = new ArrayList<>();

    HeaderBranch(Ancestry known) {
        this.known = known;
    }

    /** Adds a header that was checked as a child of the tip. */
    void add(ExtendedHeader header) {
        headers.add(BlockMeta.child(tip(), header.header(), header.seal(), Hash.ZERO));
    }

    /** Returns the last block that is known by more than its header. */
    Hash root() {
        return known.tip().hash();
    }

    /** Returns how many blocks follow it. */
    int size() {
        return headers.size();
    }

    /** Returns their hashes, oldest first. */
    List<Hash> hashes() {
        return headers.stream().map(BlockMeta::hash).toList();
    }

    @Override
    public BlockMeta tip() {
        return headers.isEmpty() ? known.tip() : headers.get(headers.size() - 1);
    }

    @Override
    public BlockMeta at(long height) {
        long above = height - known.tip().height();
        return above <= 0 ? known.at(height) : headers.get(Math.toIntExact(above - 1));
    }
}
