using System.Runtime.CompilerServices;
using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Functions;

/// <summary>One and the same formula, not merely an equal one: comparing whole formulas costs as much as their size.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Expr>
{
    public static ReferenceComparer Instance { get; } = new();

    public bool Equals(Expr? x, Expr? y) => ReferenceEquals(x, y);

    public int GetHashCode(Expr obj) => RuntimeHelpers.GetHashCode(obj);
}
