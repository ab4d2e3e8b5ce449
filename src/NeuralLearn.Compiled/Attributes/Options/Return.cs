namespace NeuralLearn.Compiled;

#pragma warning disable CA1716 // A keyword of Visual Basic, which has no generators; "Return = Return.Sequence" reads as what it means.
/// <summary>What a recurrent layer gives.</summary>
#if NEURALLEARN_GENERATOR
internal enum Return
#else
public enum Return
#endif
{
    /// <summary>The result of the last step, a vector [units].</summary>
    Last,

    /// <summary>The results of all steps, a sequence [time, units].</summary>
    Sequence,
}
