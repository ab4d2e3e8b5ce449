using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>
/// Sums of products along the inputs, for some samples and outputs at once: each in virtual lanes, the tail panel first, then panel after
/// panel. Folding them is the caller's.
/// </summary>
internal sealed class DotSums(AffineSite site, Dialect dialect)
{
    private readonly PackedAxis _axis = site.Weight.Axis;

    /// <summary>The width of the sums.</summary>
    public Dialect Dialect { get; } = dialect.Narrow(VirtualSum.LanesOf(site.Weight.Axis));

    /// <param name="load">Inputs of a sample from a column on, as a vector of the given width.</param>
    /// <param name="samples">References to each sample's inputs, for loops; none where inputs are in registers.</param>
    /// <returns>The name of each sum: samples, then outputs.</returns>
    public string[,] Print(CodeWriter writer, int sampleCount, IReadOnlyList<string> samples, int firstOutput, int outputs, Func<int, Dialect, int, string> load)
    {
        var names = new string[sampleCount, outputs];
        var accumulators = VirtualSum.LanesOf(_axis) / Dialect.Lanes;
        string Sum(int sample, int output, int a) =>
            $"s{Literal.Int(sample)}_{Literal.Int(firstOutput + output)}" + (accumulators == 1 ? "" : "_" + Literal.Int(a));
        for (var a = 0; a < accumulators; a++)
        {
            PrintAccumulator(writer, sampleCount, samples, firstOutput, outputs, load, a, (sample, output) => Sum(sample, output, a));
        }

        for (var sample = 0; sample < sampleCount; sample++)
        {
            for (var output = 0; output < outputs; output++)
            {
                string At(int a) => Sum(sample, output, a);
                names[sample, output] = accumulators == 1 ? At(0) : At(0) + "t";
                if (accumulators > 1)
                {
                    writer.Line($"var {At(0)}t = {(accumulators == 2 ? $"{At(0)} + {At(1)}" : $"({At(0)} + {At(2)}) + ({At(1)} + {At(3)})")};");
                }
            }
        }

        return names;
    }

    private void PrintAccumulator(
        CodeWriter writer, int sampleCount, IReadOnlyList<string> samples, int firstOutput, int outputs, Func<int, Dialect, int, string> load, int a, Func<int, int, string> sum)
    {
        var lane = a * Dialect.Lanes;
        var opening = _axis.Tail ?? PackedAxis.Full(0);
        var narrow = Dialect.Narrow(opening.Width);
        var valid = opening.Valid - lane;
        for (var sample = 0; sample < sampleCount; sample++)
        {
            for (var output = 0; output < outputs; output++)
            {
                writer.Line(lane < opening.Width ? $"{Dialect.Type} {sum(sample, output)};" : $"var {sum(sample, output)} = {Dialect.Zero};");
            }
        }

        if (lane < opening.Width)
        {
            using (writer.Part(Phrase.Range("Input", opening, lane, narrow.Lanes)))
            {
                // Padding of an input may hold anything, NaN too.
                Products(opening, lane, narrow, sample => narrow.KeepFirst(load(sample, narrow, opening.Start + lane), valid), "weights", 0,
                    (x, w, _) => Dialect.Widen(narrow.Lanes < Dialect.Lanes ? $"({x} * {w})" : $"{x} * {w}", narrow.Lanes));
            }
        }

        var next = _axis.Tail is null ? 1 : 0;
        var most = sampleCount == 1 ? RowSchedule.UnrolledPanels(site.Weight, Dialect.Lanes, site.Unroll) : Tiling.UnrolledPanels;
        if (_axis.FullPanels - next <= most || samples.Count == 0)
        {
            for (var panel = next; panel < _axis.FullPanels; panel++)
            {
                using (writer.Part(Phrase.Range("Input", PackedAxis.Full(panel), lane, Dialect.Lanes)))
                {
                    var column = (panel * 16) + lane;
                    Products(PackedAxis.Full(panel), lane, Dialect, sample => load(sample, Dialect, column), "weights", 0, (x, w, s) => Dialect.MultiplyAdd(x, w, s));
                }
            }

            return;
        }

        using (writer.Part($"{Phrase.Range("Input", next * 16, (_axis.FullPanels * 16) - 1)}, 16 at a time."))
        {
            for (var sample = 0; sample < sampleCount; sample++)
            {
                writer.Line($"ref float xp{Literal.Int(sample)} = {Dialect.RefAt(samples[sample], (next * 16) + lane)};");
            }

            writer.Line($"ref float wp = {Dialect.RefAt("weights", next * site.PanelSize)};");
            using (writer.Block($"for (int panel = {Literal.Int(next)}; panel < {Literal.Int(_axis.FullPanels)}; panel++)"))
            {
                Products(PackedAxis.Full(0), lane, Dialect, sample => Dialect.Load("xp" + Literal.Int(sample), 0), "wp", 0, (x, w, s) => Dialect.MultiplyAdd(x, w, s));
                for (var sample = 0; sample < sampleCount; sample++)
                {
                    writer.Line($"xp{Literal.Int(sample)} = ref Unsafe.Add(ref xp{Literal.Int(sample)}, 16);");
                }

                writer.Line($"wp = ref Unsafe.Add(ref wp, {Literal.Int(site.PanelSize)});");
            }
        }

        void Products(Panel panel, int at, Dialect width, Func<int, string> inputs, string weights, int origin, Func<string, string, string, string> product)
        {
            for (var sample = 0; sample < sampleCount; sample++)
            {
                writer.Line($"var x{Literal.Int(sample)} = {inputs(sample)};");
            }

            for (var output = 0; output < outputs; output++)
            {
                var w = width.Load(weights, origin + site.Weight.PanelOffset(panel) + ((firstOutput + output) * panel.Width) + at);
                if (sampleCount > 1)
                {
                    writer.Line($"var w{Literal.Int(output)} = {w};");
                    w = "w" + Literal.Int(output);
                }

                for (var sample = 0; sample < sampleCount; sample++)
                {
                    writer.Line($"{sum(sample, output)} = {product("x" + Literal.Int(sample), w, sum(sample, output))};");
                }
            }
        }
    }
}
