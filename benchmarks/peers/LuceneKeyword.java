import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

/** LuceneKeyword PASSAGES QUERIES COUNT INDEX [keep-stop-words] [merged]: the same passages and queries as the keyword benchmark, by Lucene. */
public final class LuceneKeyword {
    public static void main(String[] args) throws Exception {
        boolean keep = Arrays.asList(args).contains("keep-stop-words"), merged = Arrays.asList(args).contains("merged");
        int count = Integer.parseInt(args[2]);
        Analyzer analyzer = keep ? new EnglishAnalyzer(CharArraySet.EMPTY_SET) : new EnglishAnalyzer();
        Path index = Path.of(args[3]);
        long start = System.nanoTime();
        if (!Files.exists(index)) {
            FieldType type = new FieldType();
            type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
            type.setTokenized(true);
            type.freeze();
            IndexWriterConfig config = new IndexWriterConfig(analyzer);
            config.setRAMBufferSizeMB(256);
            config.setUseCompoundFile(false);
            try (IndexWriter writer = new IndexWriter(FSDirectory.open(index), config); BufferedReader lines = Files.newBufferedReader(Path.of(args[0]))) {
                Thread[] threads = new Thread[2];
                int[] taken = { 0 };
                for (int t = 0; t < threads.length; t++) {
                    threads[t] = new Thread(() -> {
                        try {
                            List<String> batch = new ArrayList<>();
                            while (true) {
                                batch.clear();
                                synchronized (lines) {
                                    for (; taken[0] < count && batch.size() < 64; taken[0]++)
                                        batch.add(lines.readLine());
                                }
                                if (batch.isEmpty())
                                    return;
                                for (String line : batch) {
                                    Document document = new Document();
                                    document.add(new Field("text", line, type));
                                    writer.addDocument(document);
                                }
                            }
                        } catch (Exception e) { throw new RuntimeException(e); }
                    });
                    threads[t].start();
                }
                for (Thread thread : threads)
                    thread.join();
                if (merged)
                    writer.forceMerge(1);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = 0;
        try (var files = Files.list(index)) { for (Path file : (Iterable<Path>) files::iterator) bytes += Files.size(file); }
        System.out.printf(Locale.ROOT, "%d passages: built in %.1f s, %.1f MB on disk%n", count, seconds, bytes / 1e6);
        try (DirectoryReader reader = DirectoryReader.open(MMapDirectory.open(index))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            System.out.printf("  %d segments%n", reader.leaves().size());
            List<String> texts = Files.readAllLines(Path.of(args[1]));
            for (int top : new int[] { 10, 100 }) {
                for (int threshold : new int[] { top, 1000 }) {
                    int rounds = 3, warm = 4;
                    double[] times = new double[texts.size() * rounds];
                    for (int i = -warm * texts.size(); i < times.length; i++) {
                        long from = System.nanoTime();
                        TopScoreDocCollector collector = TopScoreDocCollector.create(top, null, threshold);
                        searcher.search(parse(analyzer, texts.get(Math.floorMod(i, texts.size()))), collector);
                        collector.topDocs();
                        if (i >= 0)
                            times[i] = (System.nanoTime() - from) / 1e3;
                    }
                    Arrays.sort(times);
                    System.out.printf(Locale.ROOT, "  best %3d (counting to %d): p50 %.0f us, p95 %.0f, p99 %.0f, mean %.0f%n", top, threshold, times[times.length / 2],
                        times[times.length * 95 / 100], times[times.length * 99 / 100], Arrays.stream(times).average().getAsDouble());
                }
            }
        }
    }

    private static Query parse(Analyzer analyzer, String text) throws Exception {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        LinkedHashSet<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("text", text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken())
                terms.add(term.toString());
            tokens.end();
        }
        for (String term : terms)
            query.add(new TermQuery(new Term("text", term)), BooleanClause.Occur.SHOULD);
        return query.build();
    }
}
