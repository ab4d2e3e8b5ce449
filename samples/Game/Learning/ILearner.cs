using Game.Brains;
using Game.Rollback;
using Game.Simulation;

namespace Game.Learning;

/// <summary>A way for agents to get better: it decides what they do, and learns from what comes of it.</summary>
public interface ILearner
{
    /// <summary>The most bytes that <see cref="Save"/> writes.</summary>
    int StateBytes { get; }

    /// <summary>Lets every agent choose its turn.</summary>
    /// <param name="senses">What they see, one row each.</param>
    /// <param name="actions">Receives a turn per agent.</param>
    void Decide(ReadOnlySpan<float> senses, Span<byte> actions);

    /// <summary>Takes in what came of the turns, and learns for as long as the budget lasts.</summary>
    void Learn(ReadOnlySpan<Agent> agents, WorkBudget budget);

    /// <summary>Does all the work that is waiting. It only ever changes when that is done.</summary>
    void CatchUp();

    /// <summary>Forgets what it was about to learn from: frames without it lie between.</summary>
    void Pause();

    /// <summary>The number of agents is another.</summary>
    void Resize(int before, int after);

    /// <summary>Forgets all it has learnt.</summary>
    void Forget(ulong seed);

    /// <summary>Shows what an agent thinks.</summary>
    void Show(int agent, ReadOnlySpan<float> senses, Thought thought);

    /// <summary>Writes the state; call <see cref="CatchUp"/> first.</summary>
    void Save(ref SnapshotWriter writer);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    void Restore(ref SnapshotReader reader);
}
