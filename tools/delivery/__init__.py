"""What `build.spec` needs beside PyInstaller: each a plain function that is tested without building."""
