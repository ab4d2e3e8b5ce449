using NeuralLearn.Compiled.Conformance.Reference;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>Loss and gradients at the initial parameters, by every way to them: the batch struct, the plain call, and row by row.</summary>
internal sealed class GradientCheck(ReferenceCase reference, Func<CaseSession> newSession, CaseReport report)
{
    private readonly bool _isSum = LossTranslator.IsSum(reference.Loss);

    public void Run()
    {
        var gradients = CheckBatchStruct(out var loss, out var rowLosses);
        CheckPlainCall(gradients, loss);
        if (!reference.HasBatchStatistics && (!reference.HasLabels || reference.HasOneLabelPerRow))
        {
            CheckRowByRow(gradients, rowLosses);
        }

        if (!reference.HasUpstreamGradient)
        {
            CheckEvaluation();
        }
    }

    private float[] CheckBatchStruct(out float loss, out float[] rowLosses)
    {
        var session = newSession();
        var output = GuardedBuffer.Destination(session.OutputLength);
        var rowLoss = GuardedBuffer.Destination(session.Rows.Count);
        var inputGradient = GuardedBuffer.Destination(reference.HasIndexInput ? 0 : session.Rows.Count * session.Network.InputSize);
        var request = new BatchRequest
        {
            Input = session.Rows.AllInputs,
            Target = session.Rows.AllTargets,
            Output = output.Span,
            RowLoss = reference.HasUpstreamGradient ? default : rowLoss.Span,
            InputGradient = inputGradient.Span,
        };
        loss = session.Network.BackwardBatch(in request);

        report.Verify("Batch.Output", output);
        report.Verify("Batch.InputGradient", inputGradient);
        if (reference.Has("output"))
        {
            report.Compare("output (Batch.Output)", output.Span, reference.Tensors["output"], "output");
        }

        rowLosses = rowLoss.Span.ToArray();
        if (!reference.HasUpstreamGradient)
        {
            report.Verify("Batch.RowLoss", rowLoss);
            CompareLoss("loss (BackwardBatch)", loss);
            CompareLoss("loss (Batch.RowLoss)", (float)(rowLosses.Sum(row => (double)row) / Divisor(session)));
        }

        CompareInputGradient(inputGradient.Span, session);
        var gradients = session.Gradients();
        session.CompareFlat("grad", "grad", gradients);
        CompareNorm(gradients);
        session.Rows.Verify(report);
        return gradients;
    }

    /// <summary>Rows, and steps of sequences, are divided only in a mean, and only in Update: each row's input gradient is that of its own loss.</summary>
    private double Divisor(CaseSession session) => _isSum ? 1 : session.Rows.Count * reference.TargetsPerRow;

    private void CompareInputGradient(ReadOnlySpan<float> undivided, CaseSession session)
    {
        if (!reference.Has("grad.input") || reference.HasIndexInput)
        {
            return;
        }

        var divisor = Divisor(session);
        float[] divided = [.. undivided.ToArray().Select(value => (float)(value / divisor))];
        report.Compare("grad.input", divided, reference.Tensors["grad.input"], "grad");
    }

    private void CompareNorm(float[] gradients)
    {
        if (reference.Has("grad_norm"))
        {
            var norm = (float)Math.Sqrt(gradients.Sum(value => (double)value * value));
            report.Compare("grad_norm (of CopyGradientsTo)", [norm], reference.Tensors["grad_norm"], "grad");
        }
    }

    private void CheckPlainCall(float[] gradients, float loss)
    {
        var session = newSession();
        var plain = session.Network.BackwardBatch(session.Rows.AllInputs, session.Rows.AllTargets);
        report.RequireSameBits("BackwardBatch with and without the struct, gradients", session.Gradients(), gradients);
        if (!reference.HasUpstreamGradient)
        {
            report.RequireSameBits("BackwardBatch with and without the struct, loss", [plain], [loss]);
        }

        var before = session.Parameters();
        session.Network.ClearGradients();
        report.Require(!session.Network.Update(), "Update after ClearGradients returned true");
        report.RequireSameBits("Parameters after an Update of nothing", session.Parameters(), before);
        session.Rows.Verify(report);
    }

    private void CheckRowByRow(float[] gradients, float[] rowLosses)
    {
        var session = newSession();
        var losses = new float[session.Rows.Count];
        for (var row = 0; row < losses.Length; row++)
        {
            // A row's loss is the sum over the targets that the mean of a call divides by.
            var loss = session.Network.Backward(session.Rows.Inputs(row, 1), session.Rows.Targets(row, 1));
            losses[row] = _isSum ? loss : loss * reference.TargetsPerRow;
        }

        report.RequireSameBits("BackwardBatch and Backward row by row, gradients", gradients, session.Gradients());
        if (!reference.HasUpstreamGradient)
        {
            var tolerance = reference.Tolerance("loss");
            report.Add(Comparison.Of(
                "row losses (Backward against Batch.RowLoss)", losses, rowLosses, row => tolerance.For(rowLosses[row])));
        }

        session.Rows.Verify(report);
    }

    private void CheckEvaluation()
    {
        // The recorded loss is that of the case's mode; with batch statistics evaluation gives another number.
        if (!reference.HasTrainingOnlyBehaviour)
        {
            var session = newSession();
            CompareLoss("loss (EvaluateBatch)", session.Network.EvaluateBatch(session.Rows.AllInputs, session.Rows.AllTargets));
        }
    }

    private void CompareLoss(string name, float loss) => report.Compare(name, [loss], reference.Tensors["loss"], "loss");
}
