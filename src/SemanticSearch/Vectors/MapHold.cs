using System.Runtime.InteropServices;

namespace SemanticSearch.Vectors;

/// <summary>Keeps a map in memory while it is used, whoever disposes of its file meanwhile.</summary>
internal readonly ref struct MapHold
{
    private readonly SafeHandle _handle;

    public MapHold(SafeHandle handle)
    {
        var isHeld = false;
        handle.DangerousAddRef(ref isHeld);
        _handle = handle;
    }

    public void Dispose() => _handle.DangerousRelease();
}
