package carnet.node.core;

import carnet.crypto.cid.Cid;
import carnet.crypto.cid.DagNode;
import carnet.crypto.cid.UnixFsProfile;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of one tree that is walked depth first: whether readers would take it, and what of it was walked before. What
 * lies below an inner node that the tree names again was looked at already; it only counts again.
 */
final class TreeShape {
    private final Map<Place, Walked> walked = new LinkedHashMap<>();
    private final Deque<Entered> path = new ArrayDeque<>();
    private long linksLeft;
    private long looks;
    private int leafDepth;

    /** An inner node, below so many others. */
    private record Place(Cid cid, int depth) {}

    /** An inner node that is being walked, and how many more links the tree might have had, and how many were looked at. */
    private record Entered(Place place, long linksLeft, long looks) {}

    /** What was found below an inner node: so many links, each as often as it is named, and how many of them took a look. */
    private record Walked(long links, long looks) {}

    /** What is to be done with an inner node. */
    enum Verdict {
        /** What lies below it is to be looked at. */
        WALK,
        /** It was walked before. */
        PASS,
        /** No file has such a tree; a deeper one would fill the memory too. */
        REFUSE
    }

    /** Begins a walk over a tree of at most so many links. */
    TreeShape(long mostLinks) {
        this.linksLeft = mostLinks;
    }

    /** The walk comes to an inner node, or comes back to the rest of its children. */
    Verdict enter(Step step, DagNode node) {
        boolean back = step.seen() > 0;
        leaveTo(back ? step.depth() + 1 : step.depth());
        if (back) {
            return Verdict.WALK;
        }
        Place place = new Place(step.cid(), step.depth());
        Walked before = walked.get(place);
        if (before != null) {
            linksLeft -= before.links();
            return linksLeft < 0 ? Verdict.REFUSE : Verdict.PASS;
        }
        path.push(new Entered(place, linksLeft, looks));
        linksLeft -= node.links().size();
        looks += node.links().size();
        return linksLeft >= 0 && isLevel(node, step.depth() + 1) ? Verdict.WALK : Verdict.REFUSE;
    }

    /** All nodes so deep or deeper are behind. */
    private void leaveTo(int depth) {
        while (!path.isEmpty() && path.peek().place().depth() >= depth) {
            Entered left = path.pop();
            remember(left.place(), new Walked(left.linksLeft() - linksLeft, looks - left.looks()));
        }
    }

    /** Those are kept that would take the most to walk again; of equals the first, else none would last until it comes again. */
    private void remember(Place place, Walked now) {
        if (walked.size() == CoreLimits.WALKED_NODES) {
            Map.Entry<Place, Walked> least =
                    Collections.min(walked.entrySet(), Comparator.comparingLong(entry -> entry.getValue()
                            .looks()));
            if (least.getValue().looks() >= now.looks()) {
                return;
            }
            walked.remove(least.getKey());
        }
        walked.put(place, now);
    }

    private boolean isLevel(DagNode node, int childDepth) {
        if (childDepth > UnixFsProfile.MAX_DEPTH) {
            return false;
        }
        if (!node.isAboveLeaves()) {
            return true;
        }
        boolean level = leafDepth == 0 || leafDepth == childDepth;
        leafDepth = childDepth;
        return level;
    }
}
