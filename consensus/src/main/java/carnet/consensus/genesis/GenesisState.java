package carnet.consensus.genesis;

import carnet.consensus.card.MemberCard;
import carnet.consensus.codec.ByteWriter;
import carnet.consensus.ledger.Delta;
import carnet.consensus.ledger.LedgerKey;
import carnet.consensus.ledger.Member;
import carnet.consensus.policy.Policy;
import java.util.SortedMap;
import java.util.TreeMap;

/** The state after block 0: the policy list, and the registrars as members. */
public final class GenesisState {
    private GenesisState() {}

    /** Returns everything block 0 writes. */
    public static Delta of(Policy policy) {
        SortedMap<LedgerKey, Delta.Change> changes = new TreeMap<>();
        ByteWriter out = new ByteWriter();
        policy.write(out);
        changes.put(LedgerKey.policy(), new Delta.Change(out.toBytes()));
        for (MemberCard card : policy.registrars()) {
            changes.put(LedgerKey.member(card.key()), new Delta.Change(new Member(card, 0).bytes()));
        }
        return Delta.of(changes);
    }
}
