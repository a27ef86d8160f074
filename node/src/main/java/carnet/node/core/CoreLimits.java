package carnet.node.core;

import carnet.crypto.cid.UnixFsProfile;
import carnet.crypto.record.KeyBox;

/** Every bound and time of the core, with its unit and its reason. */
public final class CoreLimits {
    /** Blocks whose meta is kept in memory; older ones are read from the disk. */
    public static final int TREE_BLOCKS = 4_096;

    /**
     * Bytes of blocks beside the best chain that are kept of one miner at once: an hour of the most that five overloaded
     * nodes on two cores abandoned. One that is dropped comes again when a better chain builds on it.
     */
    public static final int BESIDE_BURST_BYTES = 64 << 20;

    /** The same for each millisecond in the long run: a third of a gigabyte a day. */
    public static final int BESIDE_BYTES_PER_MILLI = 4;

    /** Siblings kept for one parent and miner: the second proves that the miner signed twice, more prove nothing new. */
    public static final int SIBLINGS_OF_ONE_MINER = 2;

    /** Blocks from the near future that are held until their time (RULES 6). */
    public static final int HELD_BLOCKS = 64;

    /** Bytes of such blocks. */
    public static final int HELD_BYTES = 8 << 20;

    /** How far beyond the drift a block is worth holding. */
    public static final long HOLD_MILLIS = 10_000;

    /** Announced blocks that are put together at once: the children of one head, from several miners. */
    public static final int COMPACT_BLOCKS = 8;

    /** Blocks kept in memory after they were added: peers ask for them then. */
    public static final int RECENT_BLOCKS = 4;

    /** Bytes of such blocks; decoded they take about four times as much. */
    public static final int RECENT_BLOCK_BYTES = 2 << 20;

    /** Blocks kept while their parent is fetched. */
    public static final int ORPHANS = 64;

    /** Bytes of such blocks. */
    public static final int ORPHAN_BYTES = 8 << 20;

    /** Hashes remembered as invalid, or with the peer that sent them. */
    public static final int REMEMBERED_HASHES = 4_096;

    /** Bytes of one reorganization step, so that a batch stays far below the store's own bound. */
    public static final int STEP_BYTES = 4 << 20;

    /** Blocks moved in one reorganization step. */
    public static final int STEP_BLOCKS = 64;

    /** Bytes of all pending transactions: about 25,000 records. */
    public static final int POOL_BYTES = 8 << 20;

    /**
     * How early a transaction may come, since half of all clocks are ahead. It waits in the pool for its block.
     */
    public static final long EARLY_MILLIS = 5_000;

    /** Bytes of one sender's pending transactions, so that one member cannot fill the pool. */
    public static final int POOL_BYTES_PER_SENDER = 2 << 20;

    /** Time that a named transaction has to come by itself. */
    public static final long ON_ITS_WAY_MILLIS = 250;

    /** Transactions examined for one block. */
    public static final int EXAMINED_PER_BLOCK = 8_192;

    /** Least time between two candidates of one height: new transactions join in groups. */
    public static final long REBUILD_MILLIS = 20;

    /** Transactions of a candidate for each millisecond that it is left alone: building it anew executes them all. */
    public static final int REBUILD_TRANSACTIONS_PER_MILLI = 2;

    /** Longest time that a candidate is left alone. */
    public static final long LONGEST_REBUILD_MILLIS = 500;

    /** How long a starting node listens before it mines, so that it does not extend an old head. */
    public static final long START_GRACE_MILLIS = 1_000;

    /** Time for an answer to a request, before another peer is asked. */
    public static final long REQUEST_MILLIS = 2_000;

    /** The same at most, where each further peer has twice as long. */
    public static final long LONGEST_REQUEST_MILLIS = 32_000;

    /** A node that looks for an answer so much later than it should stood still itself, and the answer may be waiting. */
    public static final long OVERSLEPT_MILLIS = 100;

    /** Unanswered requests after which a peer is disconnected. */
    public static final int STRIKES = 5;

    /** A peer that left nothing unanswered for so long begins anew: now and then an answer is late. */
    public static final long FORGIVEN_MILLIS = 600_000;

    /** Blocks asked for at once while syncing. */
    public static final int SYNC_WINDOW = 16;

    /** Blocks of which is remembered who was asked for them: several windows of each peer that had its turn. */
    public static final int OWED_BLOCKS = 256;

    /** Blocks that a node may be behind and still take transactions: it is so at every block for a moment. */
    public static final int FAR_BEHIND_BLOCKS = 4;

    /** How long a node catches up with one peer while others wait: one may answer just in time, and little. */
    public static final long SYNC_TURN_MILLIS = 10_000;

    /** The same while its headers promise nothing yet: whoever comes next shows them again. A thousand of large blocks. */
    public static final long LONGEST_SYNC_TURN_MILLIS = 300_000;

    /** How often a peer may turn to another branch while it shows headers: it adopts a block meanwhile, or an answer is late. */
    public static final int SYNC_TURNS = 4;

    /** Hashes of this node's own chain that the next question names when an answer brought only known headers. */
    public static final int FINE_LOCATOR = 20;

    /** Headers that one answer may hold. */
    public static final int SYNC_HEADERS = 500;

    /**
     * Headers that one peer may show before their blocks are asked for, unless they promise a better chain (RULES 5). For
     * each of them its miner found a nonce, and where S is above 1 no miner can sign two in a row.
     */
    public static final int AHEAD_HEADERS = 2_048;

    /** The same where S is 1 and they are not asked for, 30 MB: of sides that made a block each second for 18 hours. */
    public static final int MOST_AHEAD_HEADERS = 65_536;

    /** Bytes of transactions in one message; the frame limit is about 2 MiB. */
    public static final int TRANSACTIONS_MESSAGE_BYTES = 1 << 20;

    /** Bytes of blocks that are read for one answer. */
    public static final int ANSWER_BYTES = 4 << 20;

    /** Bytes that answers to one peer may cost in a millisecond in the long run: about what a Pi's wire carries. */
    public static final int ANSWER_BYTES_PER_MILLI = 8 << 10;

    /** Time's worth of answers that one peer gets at once: 4 MiB, the longest answer. */
    public static final long ANSWER_BURST_MILLIS = 500;

    /** Questions of one peer that wait for their turn: it asks for headers and blocks one after the other. */
    public static final int WAITING_QUESTIONS = 16;

    /**
     * Bytes of such questions: a peer that connects asks about all records that it remembers, of 72 bytes each, and for
     * headers.
     */
    public static final int WAITING_QUESTION_BYTES = 640 << 10;

    /** Samples of a peer's clock of which the best counts. */
    public static final int CLOCK_SAMPLES = 8;

    /** How long a sample counts: two statuses of an idle peer, so that a clock that was set right is soon found right. */
    public static final long CLOCK_SAMPLE_MILLIS = 65_000;

    /** Time between two statuses while something is going on. */
    public static final long ACTIVE_STATUS_MILLIS = 2_000;

    /** Time between two statuses on an idle chain. */
    public static final long IDLE_STATUS_MILLIS = 30_000;

    /** How long after a change of the head a node counts as active. */
    public static final long ACTIVE_MILLIS = 10_000;

    /** Records whose blocks are fetched at once: in a burst of small ones each node must see far enough ahead. */
    public static final int ACTIVE_WANTS = 128;

    /** Records that wait in memory, in the order of their arrival, to be fetched; those beyond are found on the disk. */
    public static final int WAITING_WANTS = 4_096;

    /** Damaged blocks that are fetched again at once. */
    public static final int ACTIVE_REPAIRS = 32;

    /** Chunks under way at once, over all peers: 8 MiB of 256 KiB chunks. */
    public static final int FETCHES = 32;

    /** Peers that share them at least, where so many have anything: some which send nothing leave room for what others send. */
    public static final int FETCHING_PEERS = 4;

    /** How long a peer that did not send what it was asked for is asked last, unless it sends something. */
    public static final long BROKEN_MILLIS = 60_000;

    /**
     * How long a peer that was asked for chunks of up to 256 KiB may send none before others are asked too; for larger ones
     * as often as 256 KiB go into the largest, where the network does not end the fetch before. On a wire of a megabit per
     * second that four peers share it takes eight seconds; on a slower one some chunks come twice.
     */
    public static final long STALL_MILLIS = 10_000;

    /** Largest chunk, in bytes, that is sent before a record names it: the leaf of the usual profile. */
    public static final int EARLY_LEAF_BYTES = UnixFsProfile.KUBO_DEFAULT.leafBytes();

    /**
     * Bytes that callers put and no record names, from which on they are copied before any does: five leaves, so that a
     * file of a megabyte is accepted before others fetch it.
     */
    public static final int EARLY_FROM_BYTES = 5 * EARLY_LEAF_BYTES;

    /**
     * How long at least, and at most twice as long, what was put counts as part of an upload under way while no record names
     * it: one of 44 KB a second is copied early, and one that was given up lets small files be copied early for a minute.
     */
    public static final long UNNAMED_MILLIS = 30_000;

    /** Chunks under way beyond which none is asked for that no record names: records never wait for uploads. */
    public static final int EARLY_FETCHES = 24;

    /**
     * How long peers are told nothing of callers' transactions while many callers wait for answers: the receipts come first,
     * and peers take and verify many at once for less.
     */
    public static final long CALLERS_FIRST_MILLIS = 500;

    /**
     * Bytes of chunks that travel with their records at once; beyond, records go without and peers fetch theirs over the
     * bulk link, so that blocks never wait behind files. 300 records of a kilobyte take half of it.
     */
    public static final int TRAVELLING_BYTES = 1 << 20;

    /** Bytes of it that come back each millisecond: less than a Pi's wire carries to each of four peers. */
    public static final int TRAVELLING_BYTES_PER_MILLI = 1 << 10;

    /** Bytes of chunks that came with their records and are not durable yet; what comes beyond is fetched. */
    public static final int BROUGHT_BYTES = 4 << 20;

    /** Bytes asked of one peer at once: what comes while a slow disk flushes what came before. */
    public static final int FETCH_BYTES_PER_PEER = 2 << 20;

    /** Bytes asked at once of a peer that passes leaves on: while they come, others get to have the next ones too. */
    public static final int OFFERED_BYTES_PER_PEER = 1 << 20;

    /** Smallest leaf, in bytes, that is sent once and passed on; for a smaller one the way costs more than the bytes. */
    public static final int SHARED_LEAF_BYTES = 32 << 10;

    /** Leaves of all records that others are to bring or have: beyond, only a record without any is looked into further. */
    public static final int LEAVES_AHEAD = 1_024;

    /**
     * Children of one inner node that a walk remembers at once, as many as a node of the usual profile has; for those
     * beyond, the node is read again. On four levels of 128 records that is up to 15 MB, whatever trees they name.
     */
    public static final int STEPS_OF_ONE_NODE = UnixFsProfile.KUBO_DEFAULT.links();

    /**
     * Inner nodes that a walk remembers, those that took the most looks, so that one which the tree names again is not
     * walked again: 4 MB for 128 records. A tree in which a node of a thousand children is walked each time has as many
     * others that take as much.
     */
    public static final int WALKED_NODES = 128;

    /** Leaves of one record that are to be asked for when its next inner node is fetched: a second on a slow wire. */
    public static final int OWN_LEAVES_AHEAD = 16;

    /** Offered leaves of one record that are passed over in one step because who has them is busy. */
    public static final int BUSY_OFFERS = 16;

    /** How long the chunks of a peer that brings none are waited for: longer than a busy board or its disk pauses. */
    public static final long PATIENCE_MILLIS = 2_000;

    /**
     * Chunks of others that must have come meanwhile, where some are due: without them it is the wire that is slow. On a
     * full wire it is as long as the time, and among four a peer's turn comes long before.
     */
    public static final long PATIENCE_CHUNKS = 32;

    /** Time between two looks at who brings the leaves that a record waits for. */
    public static final long REVIEW_MILLIS = 500;

    /** How long a record gets nothing before its leaves are asked for whoever they belong to. */
    public static final long STRANDED_MILLIS = 30_000;

    /** Pause after a fetch that was refused because too many were under way. */
    public static final long BUSY_MILLIS = 20;

    /** Blocks of the content store looked at in one step. */
    public static final int LOOKUPS_PER_STEP = 2_000;

    /** Those of them that one record may use, so that a tree of many blocks that are here keeps none waiting. */
    public static final int LOOKUPS_PER_RECORD = LOOKUPS_PER_STEP / 8;

    /** First pause after every peer failed to give a chunk. */
    public static final long RETRY_MILLIS = 250;

    /** Time after which a record that nobody gives makes room for another one that waits; its turn comes again. */
    public static final long STUCK_MILLIS = 2_000;

    /** Longest pause, and the one between two passes over what nobody gave. */
    public static final long MAX_RETRY_MILLIS = 10_000;

    /** How long a peer that does not hold a record is not asked for it again. */
    public static final long UNHELPFUL_MILLIS = 1_000;

    /** Records that a peer is asked about when it connects, and those remembered for which callers had peers asked. */
    public static final int REMEMBERED_HOLDERS = 8_192;

    /**
     * What is remembered of all that peers told of one kind: who holds which record, has which chunk or transaction, was
     * dealt which chunk. In a network of five it is 8,192 of each of the others: 2 GiB of a file, several seconds of the
     * highest rate, all records that a peer is asked about. Up to 8 MB for each kind, and as much again for when each
     * transaction is asked for.
     */
    public static final int REMEMBERED_WORDS = 4 * 8_192;

    /**
     * Chunks that are remembered of each peer at least, since a peer tells of a chunk once: all leaves that are looked ahead
     * at, and as many for peers that are ahead of this node. With 63 peers that is up to 32 MB.
     */
    public static final int REMEMBERED_CHUNKS_OF_EACH = 2 * LEAVES_AHEAD;

    /**
     * Things that one peer may tell at once, such as names of transactions and chunks: all of its pool and all that it is
     * asked about when it connects. What comes beyond is passed by: names and holders are told again or asked for, and
     * chunks fetched from whoever holds the record.
     */
    public static final int TOLD_BURST = 40_000;

    /** Of these, what it may tell each millisecond in the long run: at a thousand records a second it is up to three. */
    public static final int TOLD_PER_MILLI = 8;

    /**
     * Transactions that one peer may send whole and in vain at once, since they are known here or refused: more than all of
     * its pool. Each {@link #VAIN_CHUNK_BYTES} of a block that it was not asked for count as one. It is disconnected when
     * it sends more: an honest node sends each transaction that its callers put once, and what it is asked for.
     */
    public static final int VAIN_BURST = 40_000;

    /**
     * Of these, what it may send each millisecond in the long run: twice what comes when callers put a thousand a second at
     * another node too and {@link #TRAVELLING_BYTES_PER_MILLI} of chunks travel beside them.
     */
    public static final int VAIN_PER_MILLI = 4;

    /** Bytes of chunks beside a transaction sent in vain, or of a block that was not asked for, that count as one more. */
    public static final int VAIN_CHUNK_BYTES = 1 << 10;

    /** How often peers are asked who holds a record for callers who look at it. */
    public static final long ASK_HOLDERS_MILLIS = 1_000;

    /** Transactions remembered with the reason why they left the pool. */
    public static final int REMEMBERED_FATES = 4_096;

    /** Largest key box (RULES 24). */
    public static final int KEY_BOX_BYTES = KeyBox.MAX_BYTES;

    private CoreLimits() {}
}
