namespace SemanticSearch.Tests.Embedding;

/// <summary>A BERT encoder as its papers write it down (Devlin et al. 2019; Vaswani et al. 2017), in double precision, for one text at a time.</summary>
internal sealed class NaiveEncoder(SyntheticModel model)
{
    private int Width => model.Shape.Width;

    /// <summary>The mean of all tokens' last hidden states, of length 1.</summary>
    public double[] Embed(int[] ids)
    {
        var hidden = ids.Select((id, position) => Sum(Row("embeddings.word_embeddings", id), Row("embeddings.position_embeddings", position), Row("embeddings.token_type_embeddings", 0)))
            .Select(row => Normalise(row, "embeddings.LayerNorm")).ToArray();
        for (var layer = 0; layer < model.Shape.Layers; layer++)
            hidden = Layer(hidden, $"encoder.layer.{layer}.");
        var mean = Enumerable.Range(0, Width).Select(i => hidden.Average(row => row[i])).ToArray();
        var length = Math.Sqrt(mean.Sum(x => x * x));
        return [.. mean.Select(x => x / length)];
    }

    /// <summary>The series of Abramowitz and Stegun 7.1.6, which has no negative terms.</summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (size > 6)
            return Math.Sign(x);
        var (term, sum) = (size, size);
        for (var n = 1; term > sum * 1e-17 && n < 1_000; n++)
            sum += term *= 2 * size * size / (2 * n + 1);
        return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * Math.Exp(-size * size) * sum;
    }

    public static double Gelu(double x) => x * 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    private double[][] Layer(double[][] hidden, string name)
    {
        double[][] query = Each(hidden, "attention.self.query"), key = Each(hidden, "attention.self.key"), value = Each(hidden, "attention.self.value");
        var context = hidden.Select((_, token) => Attend(query[token], key, value)).ToArray();
        var attended = Each(context, "attention.output.dense").Select((row, i) => Normalise(Sum(row, hidden[i]), name + "attention.output.LayerNorm")).ToArray();
        var inner = Each(attended, "intermediate.dense").Select(row => row.Select(Gelu).ToArray()).ToArray();
        return [.. Each(inner, "output.dense").Select((row, i) => Normalise(Sum(row, attended[i]), name + "output.LayerNorm"))];

        double[][] Each(double[][] rows, string layer) => [.. rows.Select(row => Linear(row, name + layer))];
    }

    private double[] Attend(double[] query, double[][] keys, double[][] values)
    {
        var context = new double[Width];
        var headWidth = model.Shape.HeadWidth;
        for (var start = 0; start < Width; start += headWidth)
        {
            var weights = keys.Select(key => Math.Exp(Enumerable.Range(start, headWidth).Sum(i => query[i] * key[i]) / Math.Sqrt(headWidth))).ToArray();
            for (var i = start; i < start + headWidth; i++)
                context[i] = values.Select((value, token) => weights[token] * value[i]).Sum() / weights.Sum();
        }
        return context;
    }

    private double[] Linear(double[] x, string name)
    {
        var (weights, bias) = (model.Tensors[name + ".weight"].Values, model.Tensors[name + ".bias"].Values);
        return [.. bias.Select((b, n) => b + x.Select((value, k) => value * weights[n * x.Length + k]).Sum())];
    }

    private double[] Normalise(double[] x, string name)
    {
        var (scale, shift) = (model.Tensors[name + ".weight"].Values, model.Tensors[name + ".bias"].Values);
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + model.Shape.Epsilon);
        return [.. x.Select((value, i) => (value - mean) / deviation * scale[i] + shift[i])];
    }

    private double[] Row(string table, int row) => [.. model.Tensors[table + ".weight"].Values.Skip(row * Width).Take(Width).Select(value => (double)value)];

    private static double[] Sum(params double[][] rows) => [.. rows[0].Select((_, i) => rows.Sum(row => row[i]))];
}
