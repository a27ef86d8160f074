package carnet.benchmarks.report;

import carnet.benchmarks.results.Clock;
import carnet.benchmarks.results.Host;
import carnet.benchmarks.results.Results;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** One page with everything in it: it loads nothing. */
final class HtmlReport {
    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Carnet: measured</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
            h1, h2, h3 { line-height: 1.2; }
            h2 { margin-top: 3rem; border-bottom: 2px solid #0072b2; padding-bottom: .3rem; }
            img { max-width: 100%; height: auto; border: 1px solid #ddd; }
            .table { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .82rem; margin: .8rem 0; }
            th, td { border: 1px solid #ddd; padding: .25rem .5rem; text-align: right; white-space: nowrap; }
            th { background: #f3f6f9; white-space: normal; vertical-align: bottom; }
            td:first-child, td:nth-child(2), th:first-child, th:nth-child(2) { text-align: left; }
            details summary { cursor: pointer; color: #0072b2; }
            .warn { background: #fff3e0; border-left: 4px solid #d55e00; padding: .5rem .8rem; }
            dt { font-weight: 600; } dd { margin: 0 0 .5rem 1rem; }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private HtmlReport() {}

    /**
     * What belongs to one setting.
     *
     * @param setting where it was measured
     * @param sections its pictures
     */
    record Part(String setting, List<Section> sections) {}

    /** Returns the page. */
    static String of(List<Results> runs, List<Entry> entries, List<Part> parts) {
        HtmlReport report = new HtmlReport();
        report.tag("h1", "Carnet: what was measured");
        report.hosts(runs);
        report.meanings();
        report.failures(entries);
        for (Part part : parts) {
            report.tag("h2", "Measured on " + Meaning.ofSetting(part.setting()));
            for (Section section : part.sections()) {
                report.section(section);
            }
        }
        report.apart(runs, entries);
        report.page.append("</body>\n</html>\n");
        return report.page.toString();
    }

    private void hosts(List<Results> runs) {
        tag("h2", "Where and when");
        for (int i = 0; i < runs.size(); i++) {
            Host host = runs.get(i).host();
            tag(
                    "p",
                    String.format(
                            Locale.ROOT,
                            "Run %d: %s, %s, %d processors, %s, Java %s; load average before the run %.1f; %s.",
                            i + 1,
                            host.startedAt(),
                            host.processor(),
                            host.processors(),
                            host.system(),
                            host.java(),
                            host.loadBefore(),
                            idle(host)));
            if (host.calibration() != null) {
                tag("p", "Emulated boards: " + host.calibration());
            }
            if (host.saturatedShare() != null && host.saturatedShare() > 0) {
                warn(String.format(
                        Locale.ROOT,
                        "Host saturated: in %.0f %% of all looks during run %d this machine had no idle time, so its times"
                                + " then say more about the host than about what it emulates.",
                        Math.ceil(host.saturatedShare() * 100),
                        i + 1));
            }
        }
        tag("p", "In the tables F is the size of all files of a burst together, and u the speed of one node's link.");
        tag(
                "p",
                "Absolute times are those of this machine; compare ratios. All points: points.csv beside this page, steady streams: streams.csv.");
    }

    private static String idle(Host host) {
        return host.idleShare() == null
                ? "idle share of the host unknown"
                : String.format(Locale.ROOT, "host idle for %.0f %% of the run", host.idleShare() * 100);
    }

    private void meanings() {
        tag("h2", "What each clock means");
        tag("p", "All clocks of a burst run from its start, but P5 from its request; none is ever given for another.");
        tag("p", Meaning.COPIES_BEFORE_RECEIPT);
        page.append("<dl>\n");
        for (Clock clock : Clock.values()) {
            tag("dt", clock.text());
            tag("dd", Meaning.of(clock));
        }
        page.append("</dl>\n");
    }

    private void failures(List<Entry> entries) {
        tag("h2", "Failures");
        Table failures = Tables.failures(entries);
        if (failures.rows().isEmpty()) {
            tag("p", "No record was refused or lost.");
            return;
        }
        warn("Records were refused or lost. They are in no time below.");
        table(failures);
    }

    private void section(Section section) {
        tag("h3", section.picture().title());
        page.append("<img alt=\"")
                .append(escape(section.picture().title()))
                .append("\" src=\"data:image/svg+xml;base64,")
                .append(Base64.getEncoder().encodeToString(section.picture().svg()))
                .append("\">\n");
        section.remarks().forEach(remark -> tag("p", remark));
        page.append("<details><summary>The numbers</summary>\n");
        table(section.table());
        page.append("</details>\n");
    }

    private void apart(List<Results> runs, List<Entry> entries) {
        List<Entry> first =
                entries.stream().filter(entry -> entry.burst().first()).toList();
        tag("h2", "The first burst after a start");
        if (first.isEmpty()) {
            tag("p", "None was measured.");
        } else {
            tag(
                    "p",
                    "Kept apart from all others: code is not compiled yet, connections are new. On a network that was there"
                            + " it is the first burst of a round, and neither is known.");
            table(Tables.clocks(first));
        }
        tag("h2", "Steady streams");
        Table streams = Tables.streams(
                runs.stream().flatMap(run -> run.rates().stream()).toList());
        if (streams.rows().isEmpty()) {
            tag("p", "None was measured.");
        } else {
            tag("p", "Each record's moment was fixed before; its clocks run from there, so waiting counts.");
            table(streams);
        }
    }

    private void table(Table table) {
        page.append("<div class=\"table\"><table>\n<tr>");
        table.columns().forEach(column -> tag("th", column));
        page.append("</tr>\n");
        for (List<String> row : table.rows()) {
            page.append("<tr>");
            row.forEach(cell -> tag("td", cell));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void warn(String text) {
        page.append("<p class=\"warn\">").append(escape(text)).append("</p>\n");
    }

    private void tag(String name, String text) {
        page.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
