namespace NeuralLearn.Compiled;

/// <summary>
/// A file that is written beside its place and moved there when it is complete, so that whatever happens an existing file is either the
/// old one or the new one. Disposed without <see cref="Commit"/>, it leaves no trace.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _isCommitted;

    public AtomicFile(string path)
    {
        // In the same directory: only within one file system is a move a single step. Two savers at once must not share a name.
        _path = Path.GetFullPath(path);
        _temporary = _path + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public FileStream Stream { get; }

    public void Commit()
    {
        // Without this the move could reach the disk before the content does.
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _isCommitted = true;
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk says so once more when buffered bytes are flushed; the first exception is the one to see.
        }

        if (!_isCommitted)
        {
            Remove();
        }
    }

    private void Remove()
    {
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The exception that led here says more than one about the clearing up.
        }
    }
}
