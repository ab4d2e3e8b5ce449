using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Prints the losses of a chunk of rows: each row's loss and gradient, times the row's weight, the class's and the loss's own. A factor of
/// 0 takes the row out altogether, whatever numbers it holds.
/// </summary>
internal sealed class LossPrinter(NetworkPlan plan)
{
    public const string LossSum = "lossSum";

    public const string Divisor = "divisorSum";

    private int OutputStride(LossNode loss) => plan.Stride(loss.Output);

    private bool IsOnlyLoss => plan.Graph.Losses.Count == 1;

    /// <summary>Constants that kernels read as padded rows.</summary>
    public void PrintConstants(CodeWriter writer)
    {
        foreach (var loss in plan.Graph.Losses)
        {
            var padding = OutputStride(loss) - loss.Output.Size;
            void Constant(string name, IReadOnlyList<double>? values, string what)
            {
                if (values is not null)
                {
                    writer.Comment(what);
                    var numbers = values.Select(Literal.Float).Concat(Enumerable.Repeat("0f", padding));
                    writer.Line($"private static ReadOnlySpan<float> {name} => new float[] {{ {string.Join(", ", numbers)} }};");
                    writer.Blank();
                }
            }

            Constant(ClassWeights(loss), loss.ClassWeights, $"[{loss.Kind}]: how much a row of each class counts.");
            Constant(OutputWeights(loss), loss.OutputWeights, $"[{loss.Kind}]: how much each output counts.");
        }
    }

    /// <summary>What is done once for the chunk: targets and weights are brought into padded rows.</summary>
    public void PrintPreparation(CodeWriter writer, ValueNames names, IReadOnlyList<LossPlace> places)
    {
        foreach (var place in places)
        {
            var loss = place.Loss;
            var output = Identifier(loss);
            var (size, stride) = (Literal.Int(loss.Output.Size), Literal.Int(OutputStride(loss)));
            string Rows(string span) => $"ref Unsafe.Add(ref MemoryMarshal.GetReference(work.{span}), (nint)start * {size})";
            if (loss.Target == TargetKind.Gradient)
            {
                writer.Comment($"[{loss.Kind}] on {loss.Output.Name}: the caller's gradient.");
                writer.Line($"Packing.PadRows({Rows(Ports.TargetOf(output))}, {size}, ref {names.Gradient(place.Gradient)}, {stride}, count);");
            }

            if (place.Target is { } target)
            {
                writer.Line($"ref float {TargetName(loss)} = {Dialect.RefAt("scratch", target.Start * NetworkPlan.ChunkRows)};");
                using (writer.Block($"if (!work.{Ports.TargetOf(output)}.IsEmpty{(loss is ElementLossNode ? $" && work.{Ports.SelectedOf(output)}.IsEmpty" : "")})"))
                {
                    writer.Line($"Packing.PadRows({Rows(Ports.TargetOf(output))}, {size}, ref {TargetName(loss)}, {stride}, count);");
                }

                writer.Blank();
            }

            if (place.Weights is { } weights)
            {
                var constants = loss.OutputWeights is null ? "default" : OutputWeights(loss);
                if (LossSchedule.TakesRowsTogether(loss))
                {
                    writer.Comment("Weights of outputs; where there are none, the rows' losses.");
                }

                writer.Line($"ref float {WeightsName(loss)} = {Dialect.RefAt("scratch", weights.Start * NetworkPlan.ChunkRows)};");
                using (loss.OutputWeights is null ? writer.Block($"if (!work.{Ports.WeightsOf(output)}.IsEmpty)") : writer.Block())
                {
                    writer.Line($"LossRows.FillWeights(work.{Ports.WeightsOf(output)}, start, {constants}, {size}, ref {WeightsName(loss)}, {stride}, count);");
                }

                if (LossSchedule.TakesRowsTogether(loss))
                {
                    using (writer.Block($"else if (work.{Ports.SelectedOf(output)}.IsEmpty)"))
                    {
                        writer.Line($"Kernels.{loss.Terms.Prefix}Losses(ref {names.Value(loss.Output)}, ref {TargetName(loss)}, ref {names.Gradient(place.Gradient)}, ref {WeightsName(loss)}, count);");
                    }
                }

                writer.Blank();
            }
        }
    }

    public void PrintRows(CodeWriter writer, ValueNames names, IReadOnlyList<LossPlace> places)
    {
        // Sums in memory would wait for themselves, row after row.
        writer.Line($"double {LossSum} = work.Loss;");
        writer.Line($"double {Divisor} = work.Divisor;");
        using (writer.Block("for (int row = 0; row < count; row++)"))
        {
            writer.Line("float rowWeight = work.RowWeights.IsEmpty ? 1f : work.RowWeights[start + row];");
            writer.Line("float rowLoss = 0f;");
            foreach (var place in places)
            {
                writer.Blank();
                writer.Comment($"[{place.Loss.Kind}] on {place.Loss.Output.Name}.");
                using (writer.Block())
                {
                    PrintRow(writer, names, place);
                }
            }

            writer.Blank();
            writer.Line($"{LossSum} += rowLoss;");
            if (!IsOnlyLoss || !CountsByLabel(places[0].Loss))
            {
                writer.Line($"{Divisor} += 1;");
            }

            using (writer.Block("if (!work.RowLoss.IsEmpty)"))
            {
                writer.Line("work.RowLoss[start + row] = rowLoss;");
            }
        }

        writer.Blank();
        writer.Line($"work.Loss = {LossSum};");
        writer.Line($"work.Divisor = {Divisor};");
    }

    private static bool CountsByLabel(LossNode loss) => loss.Target is TargetKind.Classes or TargetKind.Labels;

    private void PrintRow(CodeWriter writer, ValueNames names, LossPlace place)
    {
        var loss = place.Loss;
        var output = Identifier(loss);
        var stride = Literal.Int(OutputStride(loss));
        writer.Line($"ref float y = ref Unsafe.Add(ref {names.Value(loss.Output)}, row * {stride});");
        writer.Line($"ref float dy = ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, row * {stride});");
        switch (loss)
        {
            case ExternalLossNode:
                writer.Line($"LossRows.Weigh(0f, ref dy, {stride}, {Factor(loss, "")});");
                break;
            case ElementLossNode element:
                PrintElementRow(writer, names, element, output, stride);
                break;
            default:
                PrintClassRow(writer, loss, output, stride);
                break;
        }
    }

    private void PrintElementRow(CodeWriter writer, ValueNames names, ElementLossNode loss, string output, string stride)
    {
        var own = loss.Terms.OwnTarget;
        var target = own is null
            ? $"ref Unsafe.Add(ref {TargetName(loss)}, row * {stride})"
            : $"ref Unsafe.Add(ref {names.Value(own)}, row * {Literal.Int(plan.Stride(own))})";
        var kernel = "Kernels." + loss.Terms.Prefix;
        var weighted = $"{kernel}WeightedLoss(ref y, {target}, ref Unsafe.Add(ref {WeightsName(loss)}, row * {stride}), ref dy)";
        var plain = loss.OutputWeights is not null ? weighted
            : $"work.{Ports.WeightsOf(output)}.IsEmpty ? {(LossSchedule.TakesRowsTogether(loss) ? $"Unsafe.Add(ref {WeightsName(loss)}, row)" : $"{kernel}Loss(ref y, {target}, ref dy)")} : {weighted}";
        if (own is not null)
        {
            writer.Line($"float value = {plain};");
        }
        else
        {
            writer.Line("float value;");
            using (writer.Block($"if (work.{Ports.SelectedOf(output)}.IsEmpty)"))
            {
                writer.Line($"value = {plain};");
            }

            using (writer.Block("else"))
            {
                var constant = loss.OutputWeights is null ? "" : $" * {OutputWeights(loss)}[selected]";
                writer.Line($"int selected = work.{Ports.SelectedOf(output)}[start + row];");
                writer.Line($"value = {kernel}SelectedLoss(ref y, selected, work.{Ports.TargetOf(output)}[start + row], ref dy);");
                writer.Line($"float factor = (work.{Ports.WeightsOf(output)}.IsEmpty ? 1f : work.{Ports.WeightsOf(output)}[((start + row) * {Literal.Int(loss.Output.Size)}) + selected]){constant};");
                writer.Line($"value = LossRows.Weigh(value, ref dy, {stride}, factor);");
            }

            writer.Blank();
        }

        writer.Line($"rowLoss += LossRows.Weigh(value, ref dy, {stride}, {Factor(loss, "")});");
    }

    private void PrintClassRow(CodeWriter writer, LossNode loss, string output, string stride)
    {
        if (loss.Target == TargetKind.Labels)
        {
            PrintLabelRow(writer, loss, output, stride);
            return;
        }

        using (writer.Block($"if (!work.{Ports.LabelOf(output)}.IsEmpty)"))
        {
            PrintLabelRow(writer, loss, output, stride);
        }

        using (writer.Block("else"))
        {
            writer.Line($"float value = {TargetLoss(loss, $"ref Unsafe.Add(ref {TargetName(loss)}, row * {stride})")};");
            writer.Line($"rowLoss += LossRows.Weigh(value, ref dy, {stride}, {Factor(loss, "")});");
            if (IsOnlyLoss)
            {
                writer.Line($"{Divisor} += 1;");
            }
        }
    }

    private void PrintLabelRow(CodeWriter writer, LossNode loss, string output, string stride)
    {
        writer.Line($"int label = work.{Ports.LabelOf(output)}[start + row];");
        using (writer.Block($"if (label == {Literal.Int(loss.Terms.IgnoreLabel)})"))
        {
            writer.Line($"LossRows.Weigh(0f, ref dy, {stride}, 0f);");
        }

        using (writer.Block("else"))
        {
            var byClass = loss.ClassWeights is null ? "" : $"{ClassWeights(loss)}[label]";
            if (loss.SpreadsLabels)
            {
                writer.Line($"ref float target = ref Unsafe.Add(ref {TargetName(loss)}, row * {stride});");
                writer.Line($"LossRows.OneHot(ref target, {stride}, label);");
                writer.Line($"float value = {TargetLoss(loss, "ref target")};");
            }
            else
            {
                writer.Line($"float value = Kernels.{loss.Terms.Prefix}LabelLoss(ref y, label, ref dy);");
            }

            writer.Line($"rowLoss += LossRows.Weigh(value, ref dy, {stride}, {Factor(loss, loss.SpreadsLabels ? "" : byClass)});");
            if (IsOnlyLoss)
            {
                writer.Line($"{Divisor} += {(byClass.Length == 0 ? "1" : byClass)};");
            }
        }
    }

    private static string TargetLoss(LossNode loss, string target) =>
        $"Kernels.{loss.Terms.Prefix}TargetLoss(ref y, {target}, {(loss.ClassWeights is null ? "" : $"ref MemoryMarshal.GetReference({ClassWeights(loss)}), ")}ref dy)";

    /// <summary>What a row's loss and gradient are multiplied by.</summary>
    private static string Factor(LossNode loss, string byClass)
    {
        var factors = new List<string> { "rowWeight" };
        if (loss.Terms.Weight != 1)
        {
            factors.Add(Literal.Float(loss.Terms.Weight));
        }

        if (byClass.Length > 0)
        {
            factors.Add(byClass);
        }

        return string.Join(" * ", factors);
    }

    private string Identifier(LossNode loss) => plan.Graph.Outputs[loss.Terms.OutputIndex].Identifier;

    private static string ClassWeights(LossNode loss) => loss.Terms.Prefix + "ClassWeights";

    private static string OutputWeights(LossNode loss) => loss.Terms.Prefix + "OutputWeights";

    public static string TargetName(LossNode loss) => "targetRows" + loss.Terms.Prefix;

    public static string WeightsName(LossNode loss) => "weightRows" + loss.Terms.Prefix;
}
