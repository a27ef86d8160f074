package carnet.benchmarks.campaign;

import java.util.List;
import java.util.Map;

/**
 * What a campaign came to.
 *
 * @param ok whether nothing was lost and nothing else went wrong
 * @param seed for another run with the same choices
 * @param kills nodes killed
 * @param wipes of these, how many lost their data directory
 * @param files put
 * @param accepted records that nodes signed for; fewer than files only when two files are the same
 * @param repeatedCommands commands that ran again at another node
 * @param refusals what nodes refused for good meanwhile, and how often
 * @param height of the chain at the end
 * @param tookSeconds in all
 * @param problems what went wrong; at most {@link #MAX_PROBLEMS} lines
 */
record CampaignReport(
        boolean ok,
        long seed,
        int kills,
        int wipes,
        int files,
        int accepted,
        int repeatedCommands,
        Map<String, Integer> refusals,
        long height,
        long tookSeconds,
        List<String> problems) {
    /** More lines would hide the first ones. */
    static final int MAX_PROBLEMS = 50;
}
