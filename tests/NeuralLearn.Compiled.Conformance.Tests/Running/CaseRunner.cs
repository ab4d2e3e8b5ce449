using NeuralLearn.Compiled.Conformance.Reference;

namespace NeuralLearn.Compiled.Conformance.Running;

/// <summary>
/// Runs a network through everything that its case records. Each check starts from an instance of its own, so that one check's mistake
/// is not the next one's.
/// </summary>
internal sealed class CaseRunner
{
    private readonly ReferenceCase _reference;
    private readonly Func<ReferenceNetwork> _create;
    private readonly CaseReport _report;

    private CaseRunner(ReferenceCase reference, Func<ReferenceNetwork> create)
    {
        _reference = reference;
        _create = create;
        _report = new CaseReport(reference);
    }

    public static CaseReport Run(ReferenceCase reference, Func<ReferenceNetwork> create)
    {
        var runner = new CaseRunner(reference, create);
        try
        {
            runner.RunChecks();
        }
#pragma warning disable CA1031 // Whatever an emitted network throws is a result of the case, not the end of the run.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            runner._report.Require(false, $"{exception.GetType().Name}: {exception.Message} ({StackFrames.OwnFrame(exception)})");
        }

        return runner._report;
    }

    private void RunChecks()
    {
        if (!CaseSession.LayoutMatches(_reference, _create(), _report))
        {
            return;
        }

        CheckInference();
        if (!_reference.HasTarget)
        {
            return;
        }

        if (_reference is { IsEvaluation: true, HasTrainingOnlyBehaviour: true })
        {
            new EvaluationCheck(_reference, NewSession, _report).Run();
        }
        else if (_reference.Training is { } plan)
        {
            CheckTrainingRun(plan);
        }
        else
        {
            new GradientCheck(_reference, NewSession, _report).Run();
            if (_reference.Optimizer is not null)
            {
                new StepCheck(_reference, NewSession, _report).Run();
            }
        }
    }

    private CaseSession NewSession() => new(_reference, _create(), _report);

    private void CheckInference()
    {
        var session = NewSession();
        var batch = session.ForwardBatch();
        var rows = session.ForwardRowByRow();
        _report.RequireSameBits("ForwardBatch and Forward row by row", batch, rows);

        // Forward is evaluation; where that differs from training, the file has a tensor of its own for it.
        var tensor = _reference.Has("output_eval") ? "output_eval" : "output";
        if (_reference.Has(tensor) && (tensor == "output_eval" || _reference.IsEvaluation || !_reference.HasTrainingOnlyBehaviour))
        {
            _report.Compare($"{tensor} (Forward)", rows, _reference.Tensors[tensor], "output");
            _report.Compare($"{tensor} (ForwardBatch)", batch, _reference.Tensors[tensor], "output");
        }

        session.Rows.Verify(_report);
    }

    private void CheckTrainingRun(TrainingPlan plan)
    {
        var session = NewSession();
        var losses = new List<float>();
        for (var epoch = 0; epoch < plan.Epochs; epoch++)
        {
            for (var first = 0; first < session.Rows.Count; first += plan.BatchSize)
            {
                var count = Math.Min(plan.BatchSize, session.Rows.Count - first);
                losses.Add(session.Network.TrainBatch(session.Rows.Inputs(first, count), session.Rows.Targets(first, count)));
            }
        }

        _report.Compare("losses", [.. losses], _reference.Tensors["losses"], "late");
        session.CompareState("final", "late");
        session.CompareOutputs("output_eval_final", "late");
        session.Rows.Verify(_report);
    }
}
