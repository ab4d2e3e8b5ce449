using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// Prints the losses of a chunk of rows: each row's loss and gradient, times the row's weight, the class's and the loss's own. A factor of
/// 0 takes the row out altogether, whatever numbers it holds.
/// </summary>
internal sealed class LossPrinter(NetworkPlan plan)
{
    public const string LossSum = "lossSum";

    public const string Divisor = "divisorSum";

    /// <summary>Floats of one position of an output, which is what a kernel of a loss sees.</summary>
    private int OutputStride(LossNode loss) => plan.PositionStride(loss.Output);

    private bool IsOnlyLoss => plan.Graph.Losses.Count == 1;

    /// <summary>Constants that kernels read as padded rows.</summary>
    public void PrintConstants(CodeWriter writer)
    {
        foreach (var loss in plan.Graph.Losses)
        {
            void Constant(string name, IReadOnlyList<double>? values, string what)
            {
                if (values is not null)
                {
                    writer.Comment(what);
                    var numbers = values.Select(Literal.Float).Concat(Enumerable.Repeat("0f", Math.Max(0, OutputStride(loss) - values.Count)));
                    writer.Line($"private static ReadOnlySpan<float> {name} => new float[] {{ {string.Join(", ", numbers)} }};");
                    writer.Blank();
                }
            }

            Constant(ClassWeights(loss), loss.ClassWeights, $"[{loss.Kind}]: how much a row of each class counts.");
            Constant(OutputWeights(loss), loss.OutputWeights, $"[{loss.Kind}]: how much each output counts.");
        }
    }

    /// <summary>What is done once for the chunk: targets and weights are brought into padded rows.</summary>
    /// <param name="room">Rows that scratch has room for.</param>
    public void PrintPreparation(CodeWriter writer, ValueNames names, IReadOnlyList<LossPlace> places, string room)
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
                writer.Line(ValueCopy.Pad(loss.Output, Rows(Ports.TargetOf(output)), "ref " + names.Gradient(place.Gradient), "count"));
            }

            if (place.Target is { } target)
            {
                writer.Line($"ref float {TargetName(loss)} = {StepPrinter.InScratch(target.Start, room)};");
                using (writer.Block($"if (!work.{Ports.TargetOf(output)}.IsEmpty{(loss is ElementLossNode ? $" && work.{Ports.SelectedOf(output)}.IsEmpty" : "")})"))
                {
                    writer.Line(ValueCopy.Pad(loss.Output, Rows(Ports.TargetOf(output)), "ref " + TargetName(loss), "count"));
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

                writer.Line($"ref float {WeightsName(loss)} = {StepPrinter.InScratch(weights.Start, room)};");
                using (loss.OutputWeights is null ? writer.Block($"if (!work.{Ports.WeightsOf(output)}.IsEmpty)") : writer.Block(""))
                {
                    writer.Line($"LossRows.FillWeights(work.{Ports.WeightsOf(output)}, start, {constants}, {Places(loss)}, ref {WeightsName(loss)}, {stride}, count);");
                }

                if (LossSchedule.TakesRowsTogether(loss))
                {
                    using (writer.Block($"else if (work.{Ports.SelectedOf(output)}.IsEmpty)"))
                    {
                        writer.Line($"Kernels.{loss.Terms.Prefix}Losses(ref {names.Value(loss.Output)}, ref {TargetName(loss)}, ref {names.Gradient(place.Gradient)}, ref {WeightsName(loss)}, {ValueCopy.Times("count", loss.Output.Shape.Positions)});");
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
            if (places.FirstOrDefault(place => EndsEarly(place.Loss)) is { } sequence)
            {
                writer.Line($"int steps = {StepPrinter.Lengths}.IsEmpty ? {Literal.Int(sequence.Loss.Output.Shape.Positions)} : {StepPrinter.Lengths}[row];");
            }

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
                writer.Line($"{Divisor} += {(IsOnlyLoss ? TargetsOfRow(places[0].Loss) : "1")};");
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

    /// <summary>Whether a row may have fewer targets than there is room for.</summary>
    private bool EndsEarly(LossNode loss) => plan.TakesLengths && loss.Output.Shape is { Axes: Axes.Sequence, Positions: > 1 };

    /// <summary>How many targets a row has.</summary>
    private string TargetsOfRow(LossNode loss) => EndsEarly(loss) ? "steps" : Literal.Int(loss.Targets);

    private void PrintUnused(CodeWriter writer, ValueNames names, LossPlace place)
    {
        var stride = Literal.Int(OutputStride(place.Loss));
        var count = Literal.Int(place.Loss.Output.Shape.Positions);
        writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, ((row * {count}) + steps) * {stride}), ({count} - steps) * {stride}).Clear();");
    }

    private static bool CountsByLabel(LossNode loss) => loss.Target is TargetKind.Classes or TargetKind.Labels;

    private void PrintRow(CodeWriter writer, ValueNames names, LossPlace place)
    {
        var loss = place.Loss;
        var positions = loss.Output.Shape.Positions;
        if (loss is ExternalLossNode)
        {
            var stride = Literal.Int(plan.Stride(loss.Output));
            writer.Line($"LossRows.Weigh(0f, ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, row * {stride}), {stride}, {Factor(loss, "")});");
            if (EndsEarly(loss))
            {
                PrintUnused(writer, names, place);
            }

            return;
        }

        if (positions == 1)
        {
            PrintPosition(writer, names, place, "row", "start + row");
        }
        else if (loss is ElementLossNode { Targets: 1 } element && element.Terms.OwnTarget is null)
        {
            using (writer.Block($"if (!work.{Ports.SelectedOf(Identifier(loss))}.IsEmpty)"))
            {
                PrintSelectedOfAll(writer, names, place);
            }

            using (writer.Block("else"))
            {
                PrintPositions();
            }
        }
        else
        {
            PrintPositions();
        }

        void PrintPositions()
        {
            var count = Literal.Int(positions);
            using (writer.Block($"for (int at = row * {count}; at < {(EndsEarly(loss) ? $"(row * {count}) + steps" : $"(row + 1) * {count}")}; at++)"))
            {
                PrintPosition(writer, names, place, "at", $"(start * {count}) + at");
            }

            if (EndsEarly(loss))
            {
                PrintUnused(writer, names, place);
            }
        }
    }

    /// <param name="at">The position, counted from the chunk's first.</param>
    /// <param name="inBatch">And from the batch's first.</param>
    private void PrintPosition(CodeWriter writer, ValueNames names, LossPlace place, string at, string inBatch)
    {
        var loss = place.Loss;
        var stride = Literal.Int(OutputStride(loss));
        writer.Line($"ref float y = ref Unsafe.Add(ref {names.Value(loss.Output)}, {at} * {stride});");
        writer.Line($"ref float dy = ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, {at} * {stride});");
        if (loss is ElementLossNode element)
        {
            PrintElements(writer, names, element, at, inBatch);
        }
        else
        {
            PrintClass(writer, loss, at, inBatch);
        }
    }

    private void PrintElements(CodeWriter writer, ValueNames names, ElementLossNode loss, string at, string inBatch)
    {
        var own = loss.Terms.OwnTarget;
        var output = Identifier(loss);
        var stride = Literal.Int(OutputStride(loss));
        var target = own is null
            ? $"ref Unsafe.Add(ref {TargetName(loss)}, {at} * {stride})"
            : $"ref Unsafe.Add(ref {names.Value(own)}, {at} * {Literal.Int(plan.PositionStride(own))})";
        var kernel = "Kernels." + loss.Terms.Prefix;
        var weighted = $"{kernel}WeightedLoss(ref y, {target}, ref Unsafe.Add(ref {WeightsName(loss)}, {at} * {stride}), ref dy)";
        var plain = loss.OutputWeights is not null ? weighted
            : $"work.{Ports.WeightsOf(output)}.IsEmpty ? {(LossSchedule.TakesRowsTogether(loss) ? $"Unsafe.Add(ref {WeightsName(loss)}, {at})" : $"{kernel}Loss(ref y, {target}, ref dy)")} : {weighted}";
        if (own is not null || loss.Targets < loss.Output.Shape.Positions)
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
                writer.Line($"int selected = work.{Ports.SelectedOf(output)}[{inBatch}];");
                writer.Line($"value = {kernel}SelectedLoss(ref y, selected, work.{Ports.TargetOf(output)}[{inBatch}], ref dy);");
                writer.Line($"float factor = (work.{Ports.WeightsOf(output)}.IsEmpty ? 1f : work.{Ports.WeightsOf(output)}[(({inBatch}) * {Literal.Int(loss.Output.Shape.Channels)}) + selected]){constant};");
                writer.Line($"value = LossRows.Weigh(value, ref dy, {stride}, factor);");
            }

            writer.Blank();
        }

        writer.Line($"rowLoss += LossRows.Weigh(value, ref dy, {stride}, {Factor(loss, "")});");
    }

    /// <summary>One chosen value of a signal or an image, by its place in the user's order.</summary>
    private void PrintSelectedOfAll(CodeWriter writer, ValueNames names, LossPlace place)
    {
        var loss = place.Loss;
        var output = Identifier(loss);
        var (size, positions) = (Literal.Int(loss.Output.Size), Literal.Int(loss.Output.Shape.Positions));
        var (row, stride) = (Literal.Int(plan.Stride(loss.Output)), Literal.Int(OutputStride(loss)));
        var constant = loss.OutputWeights is null ? "" : $" * {OutputWeights(loss)}[selected]";
        writer.Line($"int selected = work.{Ports.SelectedOf(output)}[start + row];");
        writer.Line($"int place = (row * {row}) + (selected % {positions} * {stride});");
        writer.Line($"MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, row * {row}), {row}).Clear();");
        writer.Line($"ref float dy = ref Unsafe.Add(ref {names.Gradient(place.Gradient)}, place);");
        writer.Line($"float value = Kernels.{loss.Terms.Prefix}SelectedLoss(ref Unsafe.Add(ref {names.Value(loss.Output)}, place), selected / {positions}, work.{Ports.TargetOf(output)}[start + row], ref dy);");
        writer.Line($"float factor = (work.{Ports.WeightsOf(output)}.IsEmpty ? 1f : work.{Ports.WeightsOf(output)}[((start + row) * {size}) + selected]){constant};");
        writer.Line($"rowLoss += LossRows.Weigh(LossRows.Weigh(value, ref dy, {stride}, factor), ref dy, {stride}, {Factor(loss, "")});");
    }

    private void PrintClass(CodeWriter writer, LossNode loss, string at, string inBatch)
    {
        var output = Identifier(loss);
        var stride = Literal.Int(OutputStride(loss));
        if (loss.Target == TargetKind.Labels)
        {
            PrintLabel(writer, loss, at, inBatch);
            return;
        }

        using (writer.Block($"if (!work.{Ports.LabelOf(output)}.IsEmpty)"))
        {
            PrintLabel(writer, loss, at, inBatch);
        }

        using (writer.Block("else"))
        {
            writer.Line($"float value = {TargetLoss(loss, $"ref Unsafe.Add(ref {TargetName(loss)}, {at} * {stride})")};");
            writer.Line($"rowLoss += LossRows.Weigh(value, ref dy, {stride}, {Factor(loss, "")});");
            if (IsOnlyLoss)
            {
                writer.Line($"{Divisor} += 1;");
            }
        }
    }

    private void PrintLabel(CodeWriter writer, LossNode loss, string at, string inBatch)
    {
        var stride = Literal.Int(OutputStride(loss));
        writer.Line($"int label = work.{Ports.LabelOf(Identifier(loss))}[{inBatch}];");
        using (writer.Block($"if (label == {Literal.Int(loss.Terms.IgnoreLabel)})"))
        {
            writer.Line($"LossRows.Weigh(0f, ref dy, {stride}, 0f);");
        }

        using (writer.Block("else"))
        {
            var byClass = loss.ClassWeights is null ? "" : $"{ClassWeights(loss)}[label]";
            if (loss.SpreadsLabels)
            {
                writer.Line($"ref float target = ref Unsafe.Add(ref {TargetName(loss)}, {at} * {stride});");
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

    /// <summary>How the factors of a row's outputs lie in the user's order.</summary>
    private static string Places(LossNode loss)
    {
        var shape = loss.Output.Shape;
        return shape.Positions == 1
            ? Literal.Int(shape.Size)
            : $"{Literal.Int(shape.Channels)}, {Literal.Int(shape.Positions)}, {(shape.IsChannelsFirst ? "true" : "false")}";
    }

    private static string TargetLoss(LossNode loss, string target) =>
        $"Kernels.{loss.Terms.Prefix}TargetLoss(ref y, {target}, {(loss.ClassWeights is null ? "" : $"ref MemoryMarshal.GetReference({ClassWeights(loss)}), ")}ref dy)";

    /// <summary>What a row's loss and gradient are multiplied by. Beside other losses a row is the mean of its targets, as all share one divisor.</summary>
    private string Factor(LossNode loss, string byClass)
    {
        var factors = new List<string> { "rowWeight" };
        if (!IsOnlyLoss && loss.Targets > 1 && loss.Terms.Reduction == Reduction.Mean)
        {
            factors.Add(EndsEarly(loss) ? "(float)(1.0 / steps)" : Literal.Float(1.0 / loss.Targets));
        }

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
