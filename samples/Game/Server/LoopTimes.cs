namespace Game.Server;

/// <summary>What the last second cost. All of it is measured around the simulation's step: senses, brains, learning, snapshots.</summary>
/// <param name="StepMean">Microseconds of a frame, on average.</param>
/// <param name="StepWorst">Microseconds of the slowest.</param>
/// <param name="AllocatedPerFrame">Bytes that the step allocated, per frame.</param>
/// <param name="FramesPerSecond">Frames simulated in a second of the wall clock.</param>
/// <param name="IsReplaying">Whether the past is being repeated.</param>
public readonly record struct LoopTimes(float StepMean, float StepWorst, float AllocatedPerFrame, float FramesPerSecond, bool IsReplaying);
